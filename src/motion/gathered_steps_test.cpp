// A sink sees the same steps, rows and rests in the same order, however they are gathered.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/gathered_steps.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace escapement::motion {
namespace {

// Writes down what it is told: a letter for each direction's step, R for a row, | for a rest.
class Writer final : public StepSink {
  public:
    void steps(Direction direction, std::span<const double> times) override {
        ++calls;
        text.append(times.size(), direction == Direction::forward ? 'f' : 'b');
        last = times.back();
    }
    void even_steps(Direction, const EvenSteps&) override { text += 'R'; }
    void settle() override { text += '|'; }

    std::string text;
    int calls = 0;
    double last = 0.0;
};

void add(GatheredSteps& gathered, Direction way, std::size_t count, double time = 1.0) {
    for (double& place : gathered.room(way, count)) place = time;
    gathered.add(count);
}

TEST(GatheredSteps, come_in_one_call_while_they_go_one_way) {
    Writer sink;
    GatheredSteps gathered;
    gathered.gather_for(sink);

    add(gathered, Direction::forward, 2);
    gathered.settle_if(true);
    add(gathered, Direction::forward, 3, 2.5);
    EXPECT_EQ(sink.text, "");
    gathered.flush();

    EXPECT_EQ(sink.text, "fffff");
    EXPECT_EQ(sink.calls, 1);
    EXPECT_EQ(sink.last, 2.5);
}

TEST(GatheredSteps, keep_the_order_of_turns_rows_and_rests) {
    Writer sink;
    GatheredSteps gathered;
    gathered.gather_for(sink);

    add(gathered, Direction::forward, 1);
    add(gathered, Direction::backward, 2);
    gathered.settle_if(true);
    add(gathered, Direction::forward, 1);
    gathered.add_row(Direction::forward, {});
    gathered.settle_if(true);
    add(gathered, Direction::backward, 1);
    gathered.flush();
    gathered.settle_if(true);
    gathered.flush();
    gathered.settle_if(false);
    gathered.flush();

    EXPECT_EQ(sink.text, "fbb|fR|b|");
}

TEST(GatheredSteps, have_room_for_the_most_there_can_be_at_once) {
    Writer sink;
    GatheredSteps gathered;
    gathered.gather_for(sink);

    for (int i = 0; i < 50; ++i) {
        const std::size_t most = GatheredSteps::most_at_once;
        const auto room = gathered.room(Direction::forward, most);
        ASSERT_EQ(room.size(), most);
        for (std::size_t j = 0; j < most + passage_block - 1; ++j) room.data()[j] = 1.0;
        gathered.add(most);
    }
    gathered.flush();

    EXPECT_EQ(sink.text, std::string(50 * GatheredSteps::most_at_once, 'f'));
}

}  // namespace
}  // namespace escapement::motion
