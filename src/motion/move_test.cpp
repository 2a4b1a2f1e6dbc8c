// Moves: geometry, junctions and profiles against numbers worked out by hand.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/move.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace escapement::motion {
namespace {

constexpr MoveLimits limits{{300.0}, {3000.0}, 0.5, {5.0}};

Position at(double x, double y, double z = 0.0, double e = 0.0) {
    return {Length{x}, Length{y}, Length{z}, Length{e}};
}

Move line(const Position& from, const Position& to, double speed = 100.0) {
    return Move(from, to, Speed{speed}, limits);
}

TEST(Move, measures_distance_in_x_y_z_and_ratios_of_all_axes) {
    const Move move = line(at(1, 2, 3, 10), at(4, 2, 7, 12));

    EXPECT_TRUE(move.is_kinematic());
    EXPECT_DOUBLE_EQ(move.distance().value, 5.0);
    EXPECT_DOUBLE_EQ(move.ratio(0), 0.6);
    EXPECT_DOUBLE_EQ(move.ratio(2), 0.8);
    EXPECT_DOUBLE_EQ(move.ratio(extruder_axis), 0.4);
}

TEST(Move, is_held_to_the_machines_velocity) {
    EXPECT_EQ(line(at(0, 0), at(9, 0), 1000.0).max_cruise(), SpeedSquared{90000.0});
    EXPECT_DOUBLE_EQ(line(at(0, 0), at(9, 0), 1000.0).least_duration().count(), 0.03);
}

TEST(Move, of_filament_alone_is_not_kinematic_and_not_held_to_the_toolheads_limits) {
    const Move move = line(at(5, 5, 5, 0), at(5, 5, 5, -2), 1000.0);

    EXPECT_FALSE(move.is_kinematic());
    EXPECT_DOUBLE_EQ(move.distance().value, 2.0);
    EXPECT_DOUBLE_EQ(move.ratio(extruder_axis), -1.0);
    EXPECT_EQ(move.max_cruise(), SpeedSquared{1e6});
}

TEST(Move, takes_a_displacement_below_a_nanometre_for_rounding) {
    const Move move = line(at(5, 5, 5, 0), at(5 + 1e-12, 5, 5, 3));

    EXPECT_FALSE(move.is_kinematic());
    EXPECT_EQ(move.end()[0], Length{5.0});
    EXPECT_TRUE(line(at(1, 1), at(1, 1)).is_empty());
}

TEST(Move, begins_at_the_square_corner_velocity_after_a_right_angle) {
    const Move first = line(at(0, 0), at(100, 0));
    Move second = line(at(100, 0), at(100, 100));

    second.calc_junction(first);

    EXPECT_NEAR(second.max_start().value, 25.0, 1e-9);
}

TEST(Move, keeps_its_speed_on_a_straight_line) {
    const Move first = line(at(0, 0), at(100, 0));
    Move second = line(at(100, 0), at(200, 0), 80.0);

    second.calc_junction(first);

    // The first move begins at rest and gains 2 * 100 mm * 3000 mm/s^2.
    EXPECT_DOUBLE_EQ(second.max_start().value, 6400.0);
}

TEST(Move, stops_to_turn_back) {
    const Move first = line(at(0, 0), at(100, 0));
    Move second = line(at(100, 0), at(0, 0));

    second.calc_junction(first);

    EXPECT_DOUBLE_EQ(second.max_start().value, 0.0);
}

TEST(Move, rounds_short_corners_within_half_of_each_move) {
    const Move first = line(at(0, 0), at(0.01, 0));
    Move second = line(at(0.01, 0), at(0.01, 100));

    second.calc_junction(first);

    // Half of 0.01 mm as radius at 3000 mm/s^2: the tangent of half a right angle is one.
    EXPECT_NEAR(second.max_start().value, 0.5 * 0.01 * 3000.0, 1e-9);
}

TEST(Move, heeds_the_limit_of_extra_axes_and_of_the_move_before) {
    Move first = line(at(0, 0), at(100, 0));
    Move second = line(at(100, 0), at(200, 0));

    second.calc_junction(first, SpeedSquared{9.0});
    EXPECT_DOUBLE_EQ(second.max_start().value, 9.0);

    first.limit_next_junction_speed(Speed{2.0});
    second.calc_junction(first, SpeedSquared{9.0});
    EXPECT_DOUBLE_EQ(second.max_start().value, 4.0);
}

TEST(Move, begins_at_rest_next_to_a_move_of_filament_alone) {
    const Move retract = line(at(0, 0, 0, 0), at(0, 0, 0, -1));
    Move travel = line(at(0, 0, 0, -1), at(100, 0, 0, -1));

    travel.calc_junction(retract);

    EXPECT_EQ(travel.max_start(), SpeedSquared{});
}

TEST(Move, can_be_limited_but_never_raised) {
    Move move = line(at(0, 0), at(100, 0));

    move.limit_speed(Speed{50.0}, Accel{1000.0});
    move.limit_speed(Speed{500.0}, Accel{9000.0});

    EXPECT_DOUBLE_EQ(move.max_cruise().value, 2500.0);
    EXPECT_DOUBLE_EQ(move.accel().value, 1000.0);
    EXPECT_DOUBLE_EQ(move.gain().value, 200000.0);
    EXPECT_DOUBLE_EQ(move.least_duration().count(), 2.0);
}

TEST(Move, plans_a_trapezoid) {
    Move move = line(at(0, 0), at(10, 0));

    move.plan(SpeedSquared{}, SpeedSquared{10000.0}, SpeedSquared{2500.0});

    const Profile& p = move.profile();
    EXPECT_DOUBLE_EQ(p.accelerating.count(), 100.0 / 3000.0);
    EXPECT_DOUBLE_EQ(p.decelerating.count(), 50.0 / 3000.0);
    EXPECT_NEAR(p.cruising.count(), (10.0 - 10000.0 / 6000.0 - 7500.0 / 6000.0) / 100.0, 1e-15);
    EXPECT_DOUBLE_EQ(p.end.value, 50.0);
}

TEST(Move, never_plans_a_negative_duration) {
    Move move = line(at(0, 0), at(0.1, 0));
    const double peak = 0.1 * 3000.0;  // all of it is speeding up and slowing down

    move.plan(SpeedSquared{}, SpeedSquared{peak * (1.0 + 1e-15)}, SpeedSquared{});

    EXPECT_GE(move.profile().cruising.count(), 0.0);
}

}  // namespace
}  // namespace escapement::motion
