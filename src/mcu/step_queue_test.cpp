// Claims about the order of steppers' messages and the board's memory for them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/step_queue.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "wire/dictionary_builder.hpp"

namespace escapement::mcu {
namespace {

struct Note {
    std::uint8_t what;
    static constexpr wire::Schema<"note", &Note::what> schema{};
};

struct Sent {
    int what;
    std::uint64_t min_clock;
    std::uint64_t req_clock;
    bool operator==(const Sent&) const = default;
};

class Basket final : public Sender {
  public:
    CommandQueue new_queue() override { return {}; }
    void send(wire::Bytes message, When when, CommandQueue) override {
        sent.push_back({message[1], when.min_clock.raw, when.req_clock.raw});
    }
    std::vector<int> order() const {
        std::vector<int> list;
        for (const Sent& one : sent) list.push_back(one.what);
        return list;
    }
    std::vector<Sent> sent;
};

struct StepQueueTest : ::testing::Test {
    Basket basket;
    StepQueue queue{basket};
    StepQueue::Lane& x = queue.new_lane();
    StepQueue::Lane& y = queue.new_lane();

    static wire::Dictionary dictionary() {
        wire::DictionaryBuilder builder;
        builder.command<Note>(7);
        return builder.build();
    }
    const Command<Note> note = *Command<Note>::find(dictionary(), basket, {});

    void move(StepQueue::Lane& lane, std::uint8_t what, std::uint64_t begins) {
        lane.push_move(note, {what}, {begins}, {begins});
    }
    void other(StepQueue::Lane& lane, std::uint8_t what, std::uint64_t wanted) {
        lane.push(note, {what}, {wanted});
    }
};

TEST_F(StepQueueTest, what_begins_first_goes_first) {
    queue.set_move_slots(100);
    move(x, 1, 100);
    move(x, 2, 400);
    move(y, 3, 200);
    move(y, 4, 300);

    queue.flush({1000});

    EXPECT_EQ(basket.order(), (std::vector<int>{1, 3, 4, 2}));
}

TEST_F(StepQueueTest, a_flush_hands_over_only_what_begins_by_then) {
    queue.set_move_slots(100);
    move(x, 1, 100);
    move(x, 2, 101);
    move(y, 3, 500);

    queue.flush({100});
    EXPECT_EQ(basket.order(), (std::vector<int>{1}));
    queue.flush({500});
    EXPECT_EQ(basket.order(), (std::vector<int>{1, 2, 3}));
}

TEST_F(StepQueueTest, directions_stay_with_their_moves_and_take_no_slot) {
    queue.set_move_slots(1);
    other(x, 1, 100);
    move(x, 2, 100);
    other(x, 3, 300);
    move(x, 4, 300);

    queue.flush({1000});

    EXPECT_EQ(basket.sent,
              (std::vector<Sent>{{1, 0, 100}, {2, 0, 100}, {3, 100, 300}, {4, 100, 300}}));
}

TEST_F(StepQueueTest, a_move_waits_until_an_earlier_one_has_given_its_slot_back) {
    queue.set_move_slots(2);
    move(x, 1, 100);
    move(y, 2, 110);
    move(x, 3, 200);
    move(y, 4, 210);

    queue.flush({1000});

    EXPECT_EQ(basket.sent,
              (std::vector<Sent>{{1, 0, 100}, {2, 0, 110}, {3, 100, 200}, {4, 110, 210}}));
}

TEST_F(StepQueueTest, a_reset_goes_at_once) {
    queue.set_move_slots(10);
    other(x, 1, 0);

    queue.flush({});

    EXPECT_EQ(basket.sent, (std::vector<Sent>{{1, 0, 0}}));
}

TEST_F(StepQueueTest, nothing_is_sent_before_the_board_is_configured) {
    move(x, 1, 0);

    queue.flush({1000});
    EXPECT_TRUE(basket.sent.empty());
    queue.set_move_slots(1);
    queue.flush({1000});

    EXPECT_EQ(basket.order(), (std::vector<int>{1}));
}

TEST_F(StepQueueTest, what_was_cleared_is_not_sent) {
    queue.set_move_slots(10);
    move(x, 1, 100);

    queue.clear();
    queue.flush({1000});

    EXPECT_TRUE(basket.sent.empty());
}

}  // namespace
}  // namespace escapement::mcu
