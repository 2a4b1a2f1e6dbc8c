// Tests of the control loops against a simple heated mass in virtual time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/heater_control.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace escapement::printer {
namespace {

using base::PrintTime;
using base::Seconds;

constexpr Seconds period{0.3};

// A 40 W hotend: 12 J/K, loses 0.12 W/K to a room of 25 degrees.
struct Hotend {
    double celsius = 25.0;

    void heat(double duty) {
        const double watts = 40.0 * duty - 0.12 * (celsius - 25.0);
        celsius += watts / 12.0 * period.count();
    }
};

struct Course {
    double peak = 0.0;
    double lowest_late = 1e9;
    double highest_late = -1e9;
};

// Ten minutes; "late" is the last of them.
Course run(HeaterControl& control, double target) {
    Hotend hotend;
    Course result;
    for (int i = 0; i < 2000; ++i) {
        const double duty =
            control.duty_for(PrintTime(Seconds(1.0) + i * period), hotend.celsius, target);
        EXPECT_GE(duty, 0.0);
        EXPECT_LE(duty, 1.0);
        hotend.heat(duty);
        result.peak = std::max(result.peak, hotend.celsius);
        if (i < 1800) continue;
        result.lowest_late = std::min(result.lowest_late, hotend.celsius);
        result.highest_late = std::max(result.highest_late, hotend.celsius);
    }
    return result;
}

TEST(PidControl, step_to_200_degrees_settles_within_a_tenth_without_great_overshoot) {
    PidControl pid({.kp = 22.2, .ki = 1.08, .kd = 114.0});

    const Course result = run(pid, 200.0);

    EXPECT_LT(result.peak, 212.0);
    EXPECT_NEAR(result.lowest_late, 200.0, 0.1);
    EXPECT_NEAR(result.highest_late, 200.0, 0.1);
    EXPECT_FALSE(pid.is_settling(200.0, 200.0));
}

TEST(PidControl, proportional_part_is_gain_over_255_per_degree) {
    PidControl pid({.kp = 25.5, .ki = 0.0, .kd = 0.0});

    EXPECT_NEAR(pid.duty_for(PrintTime(Seconds(1.0)), 25.0, 30.0), 0.5, 1e-12);
}

TEST(PidControl, integral_part_grows_with_error_and_time) {
    PidControl pid({.kp = 0.0, .ki = 2.55, .kd = 0.0});
    pid.duty_for(PrintTime(Seconds(0.0)), 25.0, 25.0);

    EXPECT_NEAR(pid.duty_for(PrintTime(Seconds(10.0)), 24.0, 26.0), 0.2, 1e-12);
}

TEST(PidControl, power_never_exceeds_the_largest_allowed) {
    PidControl pid({.kp = 255.0, .ki = 10.0, .kd = 0.0, .max_power = 0.4});

    EXPECT_DOUBLE_EQ(pid.duty_for(PrintTime(Seconds(1.0)), 25.0, 200.0), 0.4);
}

TEST(PidControl, integral_stands_still_while_the_output_is_saturated) {
    PidControl pid({.kp = 25.5, .ki = 2.55, .kd = 0.0});
    for (int i = 1; i < 100; ++i) pid.duty_for(PrintTime(Seconds(i)), 25.0, 200.0);

    // At the target nothing is left but the integral.
    EXPECT_NEAR(pid.duty_for(PrintTime(Seconds(100.0)), 200.0, 200.0), 0.0, 1e-12);
}

TEST(PidControl, is_settling_while_the_temperature_still_moves) {
    PidControl pid({.kp = 10.0, .ki = 1.0, .kd = 10.0});
    pid.duty_for(PrintTime(Seconds(1.0)), 190.0, 200.0);
    pid.duty_for(PrintTime(Seconds(2.0)), 200.0, 200.0);

    EXPECT_TRUE(pid.is_settling(200.0, 200.0));
}

TEST(WatermarkControl, swings_between_its_marks) {
    WatermarkControl watermark({.max_power = 1.0, .max_delta = 2.0});

    const Course result = run(watermark, 60.0);

    EXPECT_GT(result.lowest_late, 57.5);
    EXPECT_LT(result.lowest_late, 58.1);
    EXPECT_GT(result.highest_late, 61.9);
    EXPECT_LT(result.highest_late, 63.5);
}

TEST(WatermarkControl, keeps_its_state_between_the_marks) {
    WatermarkControl watermark({.max_power = 0.8, .max_delta = 2.0});
    const PrintTime when{};

    EXPECT_DOUBLE_EQ(watermark.duty_for(when, 57.9, 60.0), 0.8);
    EXPECT_DOUBLE_EQ(watermark.duty_for(when, 61.9, 60.0), 0.8);
    EXPECT_DOUBLE_EQ(watermark.duty_for(when, 62.0, 60.0), 0.0);
    EXPECT_DOUBLE_EQ(watermark.duty_for(when, 58.1, 60.0), 0.0);
}

TEST(WatermarkControl, has_settled_at_its_lower_mark) {
    const WatermarkControl watermark({.max_power = 1.0, .max_delta = 2.0});

    EXPECT_TRUE(watermark.is_settling(57.9, 60.0));
    EXPECT_FALSE(watermark.is_settling(58.0, 60.0));
}

}  // namespace
}  // namespace escapement::printer
