// The rules of an axis' options.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/rail.hpp"

#include <gtest/gtest.h>

#include "printer/errors.hpp"

namespace escapement::printer {
namespace {

using base::Length;
using base::Speed;

const SectionName section{"stepper_x", "stepper_x", {"printer.cfg", 12}};

RailOptions options(double endstop, double min, double max) {
    RailOptions options;
    options.position_endstop = Length{endstop};
    options.position_min = Length{min};
    options.position_max = Length{max};
    return options;
}

HomingMotion homing(const RailOptions& options) {
    return homing_motion(options, rail_range(options, section), section);
}

std::string complaint(const RailOptions& options) {
    try {
        homing(options);
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "none";
}

TEST(Rail, homes_towards_the_end_that_the_endstop_is_near_to) {
    EXPECT_FALSE(homing(options(0, 0, 200)).positive_direction);
    EXPECT_FALSE(homing(options(50, 0, 200)).positive_direction);
    EXPECT_TRUE(homing(options(150, 0, 200)).positive_direction);
    EXPECT_TRUE(homing(options(200, -10, 200)).positive_direction);
}

TEST(Rail, asks_for_the_direction_when_the_endstop_is_in_the_middle) {
    EXPECT_EQ(complaint(options(100, 0, 200)),
              "printer.cfg:12: [stepper_x] homing_positive_dir: must be specified: Unable to infer "
              "homing_positive_dir, as position_endstop 100 is near neither end of the axis");

    auto said = options(100, 0, 200);
    said.homing_positive_dir = true;
    EXPECT_TRUE(homing(said).positive_direction);
}

TEST(Rail, refuses_to_home_away_from_its_endstop) {
    auto wrong = options(0, 0, 200);
    wrong.homing_positive_dir = true;

    EXPECT_NE(complaint(wrong).find("Invalid homing_positive_dir / position_endstop"),
              std::string::npos);
}

TEST(Rail, refuses_an_endstop_beyond_the_range) {
    EXPECT_EQ(complaint(options(-1, 0, 200)),
              "printer.cfg:12: [stepper_x] position_endstop: must be between position_min 0 and "
              "position_max 200 (is -1)");
}

TEST(Rail, needs_a_range_that_is_one) {
    EXPECT_EQ(complaint(options(0, 10, 10)),
              "printer.cfg:12: [stepper_x] position_max: must be above position_min 10");
    EXPECT_EQ(complaint(options(0, 0, 1e300)),
              "printer.cfg:12: [stepper_x] position_max: must be within 1000 km of position_min 0");
    RailOptions empty;
    EXPECT_EQ(complaint(empty), "printer.cfg:12: [stepper_x] position_endstop: must be specified");
}

TEST(Rail, derives_the_speeds_that_are_not_given) {
    const auto motion = homing(options(0, 0, 200));

    EXPECT_EQ(motion.speed, Speed{5.0});
    EXPECT_EQ(motion.second_speed, Speed{2.5});
    EXPECT_EQ(motion.retract_speed, Speed{5.0});
    EXPECT_EQ(motion.retract_distance, Length{5.0});
}

}  // namespace
}  // namespace escapement::printer
