// Knots of motions with and without gaps.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/axis_knots.hpp"

#include <gtest/gtest.h>

namespace escapement::motion {
namespace {

using Jumps = std::array<double, 3>;

TEST(AxisKnots, tell_the_jumps_of_speed_acceleration_and_jerk) {
    AxisKnots knots(10.0);
    knots.add(1.0, 2.0, Polynomial{{10.0, 0.0, 3.0}});
    knots.add(3.0, 1.0, Polynomial{{22.0, 7.0, 0.0, 1.0}});

    ASSERT_EQ(knots.size(), 3u);
    EXPECT_EQ(knots[0].after, (Polynomial{{10.0}}));
    EXPECT_EQ(knots[1].time, 1.0);
    EXPECT_EQ(knots.jumps_at(1), (Jumps{0.0, 6.0, 0.0}));
    EXPECT_EQ(knots.jumps_at(2), (Jumps{-5.0, -6.0, 6.0}));
    EXPECT_TRUE(knots.moving());
    EXPECT_EQ(knots.end(), 4.0);
}

TEST(AxisKnots, rest_in_gaps) {
    AxisKnots knots(0.0);
    knots.add(1.0, 1.0, Polynomial{{0.0, 5.0}});
    knots.add(4.0, 1.0, Polynomial{{5.0, -5.0}});

    ASSERT_EQ(knots.size(), 4u);
    EXPECT_EQ(knots[2].time, 2.0);
    EXPECT_EQ(knots[2].after, (Polynomial{{5.0}}));
    EXPECT_EQ(knots.jumps_at(2), (Jumps{-5.0, 0.0, 0.0}));
    EXPECT_EQ(knots.jumps_at(3), (Jumps{-5.0, 0.0, 0.0}));
}

// Only other axes move in the second stretch.
TEST(AxisKnots, rest_while_others_move) {
    AxisKnots knots(0.0);
    knots.add(1.0, 1.0, Polynomial{{0.0, 5.0}});
    knots.add(2.0, 1.0, Polynomial{{5.0}});

    ASSERT_EQ(knots.size(), 3u);
    EXPECT_EQ(knots[2].time, 2.0);
    EXPECT_FALSE(knots.moving());
}

TEST(AxisKnots, come_to_rest_once_nothing_can_follow) {
    AxisKnots knots(0.0);
    knots.add(1.0, 1.0, Polynomial{{0.0, 5.0}});

    knots.settle(2.0);
    EXPECT_TRUE(knots.moving());  // something may begin right at the end
    knots.settle(2.1);
    EXPECT_FALSE(knots.moving());
    ASSERT_EQ(knots.size(), 3u);
    EXPECT_EQ(knots[2].after, (Polynomial{{5.0}}));
}

TEST(AxisKnots, learn_where_the_axis_rests_from_the_first_stretch) {
    AxisKnots knots(0.0);

    knots.add(1.0, 1.0, Polynomial{{7.0}});

    ASSERT_EQ(knots.size(), 1u);
    EXPECT_EQ(knots[0].after, (Polynomial{{7.0}}));
}

TEST(AxisKnots, forget_what_was_before_a_placement) {
    AxisKnots knots(0.0);
    knots.add(1.0, 1.0, Polynomial{{0.0, 5.0}});

    knots.place(50.0);

    ASSERT_EQ(knots.size(), 1u);
    EXPECT_EQ(knots[0].after, (Polynomial{{50.0}}));
    EXPECT_FALSE(knots.moving());
}

TEST(AxisKnots, are_dropped_from_the_front) {
    AxisKnots knots(0.0);
    for (int i = 0; i < 100; ++i) knots.add(1.0 + i, 1.0, Polynomial{{1.0 * i, 1.0, 1.0 * i}});

    for (int i = 0; i < 90; ++i) knots.drop(1);

    ASSERT_EQ(knots.size(), 11u);
    EXPECT_EQ(knots[0].time, 90.0);
    EXPECT_EQ(knots[10].time, 100.0);
}

}  // namespace
}  // namespace escapement::motion
