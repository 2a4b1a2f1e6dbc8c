// Claims about the order in which timers run.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/scheduler/cooperative.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>

#include "firmware/testing/fake_board.hpp"

namespace escapement::firmware {
namespace {

using testing::FakeBoard;

static_assert(Scheduler<Cooperative<FakeBoard>>);

// Writes its name and clock down whenever it is called, and comes again after `period` if any.
struct Bell {
    std::string name;
    std::string& book;
    std::uint32_t period = 0;
    Timer timer = Timer::calling<&Bell::on_timer>(*this);

    Next on_timer(Clock32 due) {
        book += name + std::to_string(due.raw) + " ";
        return period ? Next::at(due + Ticks32{period}) : Next::stop();
    }
};

class Timers : public ::testing::Test {
  protected:
    FakeBoard board;
    Cooperative<FakeBoard> scheduler{board};
    std::string book;
    Bell a{"a", book}, b{"b", book}, c{"c", book};

    void fire(int times) {
        for (int i = 0; i < times; ++i) EXPECT_TRUE(scheduler.fire());
    }
};

TEST_F(Timers, run_in_order_of_their_clocks) {
    scheduler.arm(a.timer, {30});
    scheduler.arm(b.timer, {10});
    scheduler.arm(c.timer, {20});

    fire(3);

    EXPECT_EQ(book, "b10 c20 a30 ");
    EXPECT_EQ(scheduler.first(), nullptr);
}

TEST_F(Timers, run_in_the_order_of_arming_when_their_clocks_are_equal) {
    scheduler.arm(c.timer, {10});
    scheduler.arm(a.timer, {10});
    scheduler.arm(b.timer, {10});

    fire(3);

    EXPECT_EQ(book, "c10 a10 b10 ");
}

TEST_F(Timers, run_in_order_across_the_wrap_of_the_clock) {
    board.now = 0xfffffff0;
    scheduler.arm(a.timer, {5});
    scheduler.arm(b.timer, {0xfffffff8});

    fire(2);

    EXPECT_EQ(book, "b4294967288 a5 ");
}

TEST_F(Timers, come_again_when_they_want) {
    a.period = 7;
    scheduler.arm(a.timer, {10});
    scheduler.arm(b.timer, {20});

    fire(4);

    EXPECT_EQ(book, "a10 a17 b20 a24 ");
}

TEST_F(Timers, are_moved_when_armed_again) {
    scheduler.arm(a.timer, {10});
    scheduler.arm(b.timer, {20});
    scheduler.arm(a.timer, {30});

    fire(2);

    EXPECT_EQ(book, "b20 a30 ");
    EXPECT_EQ(scheduler.first(), nullptr);
}

TEST_F(Timers, do_not_run_when_cancelled) {
    scheduler.arm(a.timer, {10});
    scheduler.arm(b.timer, {20});
    scheduler.arm(c.timer, {30});
    scheduler.cancel(b.timer);
    scheduler.cancel(b.timer);

    fire(2);

    EXPECT_EQ(book, "a10 c30 ");
}

TEST_F(Timers, tell_when_they_are_armed_too_late) {
    board.now = 100;

    EXPECT_TRUE(scheduler.arm(a.timer, {100}));
    EXPECT_FALSE(scheduler.arm(b.timer, {99}));
}

TEST_F(Timers, tell_when_they_are_called_more_than_a_millisecond_late) {
    scheduler.arm(a.timer, {100});
    scheduler.arm(b.timer, {200});
    scheduler.arm(c.timer, {300});
    board.now = 1200;

    EXPECT_TRUE(scheduler.fire());
    board.now = 1301;
    EXPECT_FALSE(scheduler.fire());
    EXPECT_TRUE(scheduler.fire());
}

TEST_F(Timers, set_the_alarm_only_when_they_are_first) {
    scheduler.arm(a.timer, {30});
    EXPECT_EQ(board.alarm, 30u);
    scheduler.arm(b.timer, {40});
    EXPECT_EQ(board.alarm, 30u);
    scheduler.arm(c.timer, {20});
    EXPECT_EQ(board.alarm, 20u);
}

TEST_F(Timers, are_forgotten_at_a_halt_but_for_one_and_none_is_taken_until_it_ends) {
    b.period = 5;
    scheduler.arm(a.timer, {10});
    scheduler.arm(b.timer, {20});
    board.now = 7;
    scheduler.halt(b.timer);
    scheduler.arm(c.timer, {30});
    EXPECT_EQ(board.alarm, 7u);
    fire(1);
    EXPECT_EQ(scheduler.first(), nullptr);

    scheduler.resume();
    scheduler.arm(a.timer, {40});
    fire(1);

    EXPECT_EQ(book, "b7 a40 ");
}

TEST_F(Timers, run_the_last_one_once_after_two_halts) {
    scheduler.arm(a.timer, {10});
    scheduler.halt(b.timer);
    scheduler.halt(b.timer);

    fire(1);

    EXPECT_EQ(book, "b0 ");
    EXPECT_EQ(scheduler.first(), nullptr);
}

TEST_F(Timers, do_not_come_again_after_a_halt_of_their_own) {
    struct Halter {
        Cooperative<FakeBoard>& scheduler;
        Timer& last;
        Timer timer = Timer::calling<&Halter::on_timer>(*this);
        Next on_timer(Clock32 due) {
            scheduler.halt(last);
            return Next::at(due + Ticks32{1});
        }
    } halter{scheduler, a.timer};
    scheduler.arm(halter.timer, {10});

    fire(2);

    EXPECT_EQ(book, "a0 ");
    EXPECT_EQ(scheduler.first(), nullptr);
}

TEST_F(Timers, remember_one_wish_for_tasks) {
    EXPECT_FALSE(scheduler.take_wake());
    scheduler.wake_tasks();
    scheduler.wake_tasks();
    EXPECT_TRUE(scheduler.take_wake());
    EXPECT_FALSE(scheduler.take_wake());
}

// The same as a sorted map, over many random arms and cancels.
TEST_F(Timers, agree_with_a_model) {
    std::mt19937 random(7);
    std::vector<std::unique_ptr<Bell>> bells;
    for (int i = 0; i < 20; ++i)
        bells.push_back(std::make_unique<Bell>(Bell{std::to_string(i) + "@", book}));
    for (auto& bell : bells) bell->timer.owner = bell.get();
    std::map<std::pair<std::uint32_t, int>, Bell*> model;  // by clock and order of arming

    for (int step = 0; step < 20000; ++step) {
        Bell& bell = *bells[random() % bells.size()];
        std::erase_if(model, [&](auto& entry) { return entry.second == &bell; });
        if (random() % 3 == 0) {
            scheduler.cancel(bell.timer);
        } else {
            const std::uint32_t clock = random() % 50;
            scheduler.arm(bell.timer, {clock});
            model[{clock, step}] = &bell;
        }
        ASSERT_EQ(scheduler.first(), model.empty() ? nullptr : &model.begin()->second->timer);
    }

    std::string expected;
    for (auto& [key, bell] : model) expected += bell->name + std::to_string(key.first) + " ";
    fire(static_cast<int>(model.size()));
    EXPECT_EQ(book, expected);
}

}  // namespace
}  // namespace escapement::firmware
