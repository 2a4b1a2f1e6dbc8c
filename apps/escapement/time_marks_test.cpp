// Few marks, and none that matters is missing.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/time_marks.hpp"

#include <gtest/gtest.h>

namespace escapement::app {
namespace {

using base::Seconds;

TEST(TimeMarks, are_one_for_each_thousandth) {
    TimeMarks marks;
    for (int line = 0; line <= 100'000; ++line) marks.see(line / 100'000.0, Seconds(0.01 * line));

    const auto all = marks.take(Seconds(1000.0));

    EXPECT_GT(all.size(), 900U);
    EXPECT_LT(all.size(), 1003U);
    EXPECT_EQ(all.back().share, 1.0);
    EXPECT_EQ(all.back().time, Seconds(1000.0));
}

TEST(TimeMarks, stand_at_both_ends_of_a_line_that_takes_long) {
    TimeMarks marks;
    marks.see(0.0, Seconds(0.0));
    marks.see(0.0001, Seconds(1.0));
    for (int i = 0; i < 3000; ++i) marks.see(0.0001, Seconds(1.0 + 0.1 * i));
    marks.see(0.0002, Seconds(302.0));
    marks.see(0.5, Seconds(400.0));

    const auto all = marks.take(Seconds(500.0));

    ASSERT_EQ(all.size(), 7U);
    EXPECT_EQ(all[1].share, 0.0001);
    EXPECT_EQ(all[1].time, Seconds(1.0));
    EXPECT_EQ(all[2].share, 0.0001);
    EXPECT_EQ(all[2].time, Seconds(302.0));
    EXPECT_EQ(all[3].share, 0.0002);
    EXPECT_EQ(all[5].share, 0.5);
}

TEST(TimeMarks, take_a_loop_for_a_line_that_takes_long) {
    TimeMarks marks;
    for (int round = 0; round < 3; ++round)
        for (int line = 0; line < 10; ++line)
            marks.see(0.1 + 0.01 * line, Seconds(round * 10.0 + line));
    marks.see(0.5, Seconds(30.0));

    const auto all = marks.take(Seconds(40.0));

    for (std::size_t i = 1; i < all.size(); ++i) {
        EXPECT_GE(all[i].share, all[i - 1].share);
        EXPECT_GE(all[i].time, all[i - 1].time);
    }
    EXPECT_EQ(all[all.size() - 2].time, Seconds(30.0));
}

}  // namespace
}  // namespace escapement::app
