// Tests of keeping something cool.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/temperature_fan_control.hpp"

#include <gtest/gtest.h>

namespace escapement::modules {
namespace {

base::PrintTime at_second(double number) {
    return base::PrintTime(base::Seconds(number));
}

TEST(WatermarkCooling, runs_until_it_is_cool_and_again_when_it_is_warm) {
    WatermarkCooling control(2.0);
    const CoolingGoal goal{.target = 40.0, .max_speed = 0.9};

    EXPECT_EQ(control.speed(at_second(1), 45.0, goal), 0.9);
    EXPECT_EQ(control.speed(at_second(2), 38.5, goal), 0.9);
    EXPECT_EQ(control.speed(at_second(3), 37.9, goal), 0.0);
    EXPECT_EQ(control.speed(at_second(4), 41.9, goal), 0.0);
    EXPECT_EQ(control.speed(at_second(5), 42.0, goal), 0.9);
}

TEST(PidCooling, what_is_too_warm_gets_all_of_it) {
    PidCooling control({.kp = 25.5, .ki = 2.55, .kd = 0.0});
    const CoolingGoal goal{.target = 40.0, .min_speed = 0.3, .max_speed = 1.0};

    EXPECT_EQ(control.speed(at_second(1), 60.0, goal), 1.0);
}

TEST(PidCooling, what_is_cool_gets_the_least) {
    PidCooling control({.kp = 25.5, .ki = 2.55, .kd = 0.0});
    const CoolingGoal goal{.target = 40.0, .min_speed = 0.3, .max_speed = 1.0};

    EXPECT_EQ(control.speed(at_second(1), 20.0, goal), 0.3);
}

TEST(PidCooling, errors_add_up) {
    PidCooling control({.kp = 0.0, .ki = 2.55, .kd = 0.0});
    const CoolingGoal goal{.target = 40.0, .min_speed = 0.0, .max_speed = 1.0};

    // Each second a degree too cool takes a hundredth of the speed.
    EXPECT_NEAR(control.speed(at_second(1), 39.0, goal), 0.99, 1e-12);
    EXPECT_NEAR(control.speed(at_second(2), 39.0, goal), 0.98, 1e-12);
    EXPECT_NEAR(control.speed(at_second(4), 39.0, goal), 0.96, 1e-12);
}

}  // namespace
}  // namespace escapement::modules
