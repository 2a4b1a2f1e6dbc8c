// Tests of what a fan's pin is told.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/fan_control.hpp"

#include <gtest/gtest.h>

namespace escapement::printer {
namespace {

TEST(FanControl, a_standing_fan_gets_full_power_first) {
    FanControl fan({.kick_start_time = base::Seconds(0.5)});

    const auto first = fan.request(0.3);
    EXPECT_TRUE(first.change);
    EXPECT_TRUE(first.kick_start);
    EXPECT_DOUBLE_EQ(first.power, 1.0);
    EXPECT_DOUBLE_EQ(fan.wanted_power(), 0.3);

    const auto second = fan.request(0.3);
    EXPECT_TRUE(second.change);
    EXPECT_FALSE(second.kick_start);
    EXPECT_DOUBLE_EQ(second.power, 0.3);
}

TEST(FanControl, only_a_rise_of_more_than_half_is_kicked) {
    FanControl fan({.kick_start_time = base::Seconds(0.5)});
    fan.request(0.3);
    fan.request(0.3);

    EXPECT_FALSE(fan.request(0.8).kick_start);
    fan.request(0.3);
    EXPECT_TRUE(fan.request(0.9).kick_start);
}

TEST(FanControl, slowing_down_and_stopping_need_no_kick) {
    FanControl fan({});
    fan.request(1.0);
    fan.request(1.0);

    EXPECT_FALSE(fan.request(0.2).kick_start);
    const auto stop = fan.request(0.0);
    EXPECT_TRUE(stop.change);
    EXPECT_FALSE(stop.kick_start);
    EXPECT_DOUBLE_EQ(stop.power, 0.0);
}

TEST(FanControl, the_same_speed_again_changes_nothing) {
    FanControl fan({.kick_start_time = base::Seconds(0.0)});
    fan.request(0.4);

    EXPECT_FALSE(fan.request(0.4).change);
}

TEST(FanControl, speeds_below_the_threshold_stop_it) {
    FanControl fan({.off_below = 0.1, .kick_start_time = base::Seconds(0.0)});

    EXPECT_FALSE(fan.request(0.09).change);
    EXPECT_TRUE(fan.request(0.1).change);
    EXPECT_DOUBLE_EQ(fan.power(), 0.1);
}

TEST(FanControl, full_speed_is_the_largest_power) {
    FanControl fan({.max_power = 0.5, .kick_start_time = base::Seconds(0.0)});

    EXPECT_DOUBLE_EQ(fan.request(1.0).power, 0.5);
    EXPECT_DOUBLE_EQ(fan.request(0.5).power, 0.25);
    EXPECT_DOUBLE_EQ(fan.request(300.0 / 255.0).power, 0.5);
}

}  // namespace
}  // namespace escapement::printer
