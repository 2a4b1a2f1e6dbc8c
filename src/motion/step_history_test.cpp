// Past positions by clock.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/step_history.hpp"

#include <gtest/gtest.h>

namespace escapement::motion {
namespace {

using base::McuClock;

// Steps at 1000, 1100, 1210, 1330 and, backward, at 2000 and 2500.
StepHistory example() {
    StepHistory history;
    history.add(Direction::forward, {90, 4, 10}, McuClock{1000});
    history.add(Direction::backward, {500, 2, 0}, McuClock{2000});
    return history;
}

TEST(StepHistory, counts_steps_made_up_to_a_clock) {
    const StepHistory history = example();

    EXPECT_EQ(history.position(), 2);
    EXPECT_EQ(history.position_at({0}), 0);
    EXPECT_EQ(history.position_at({999}), 0);
    EXPECT_EQ(history.position_at({1000}), 1);
    EXPECT_EQ(history.position_at({1099}), 1);
    EXPECT_EQ(history.position_at({1100}), 2);
    EXPECT_EQ(history.position_at({1209}), 2);
    EXPECT_EQ(history.position_at({1330}), 4);
    EXPECT_EQ(history.position_at({1999}), 4);
    EXPECT_EQ(history.position_at({2000}), 3);
    EXPECT_EQ(history.position_at({99'999}), 2);
}

TEST(StepHistory, knows_positions_that_were_set) {
    StepHistory history = example();

    history.set_position({3000}, -100);
    history.add(Direction::forward, {10, 1, 0}, McuClock{4000});

    EXPECT_EQ(history.position_at({2999}), 2);
    EXPECT_EQ(history.position_at({3000}), -100);
    EXPECT_EQ(history.position_at({4000}), -99);
}

TEST(StepHistory, forgets_runs_that_did_not_begin) {
    StepHistory history = example();
    history.add(Direction::backward, {500, 2, 0}, McuClock{5000});
    history.add(Direction::backward, {500, 2, 0}, McuClock{7000});

    history.set_position({2600}, 7);

    EXPECT_EQ(history.position(), 7);
    EXPECT_EQ(history.position_at({1330}), 4);
    EXPECT_EQ(history.position_at({2599}), 2);
    EXPECT_EQ(history.position_at({2600}), 7);
    EXPECT_EQ(history.position_at({8000}), 7);
}

TEST(StepHistory, forgets_what_is_over) {
    StepHistory history = example();

    history.expire({1331});

    EXPECT_EQ(history.position_at({0}), 4);
    EXPECT_EQ(history.position_at({2100}), 3);
    history.expire({1'000'000});
    EXPECT_EQ(history.position_at({0}), 2);
}

}  // namespace
}  // namespace escapement::motion
