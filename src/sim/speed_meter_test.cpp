// Claims about measuring motion from steps.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/speed_meter.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace escapement::sim {
namespace {

constexpr double microstep = 0.0125;

// Sends x = a t^2 / 2 up to `peak` mm/s, then constant speed, a microstep at a time.
SpeedMeter accelerated(double acceleration, double peak) {
    SpeedMeter meter;
    const double ramp = peak * peak / (2 * acceleration);
    for (int step = 1; step * microstep < ramp + 20; ++step) {
        const double x = (step - 0.5) * microstep;
        const double t =
            x < ramp ? std::sqrt(2 * x / acceleration) : peak / acceleration + (x - ramp) / peak;
        meter.stepped(base::Seconds(1.0 + t), {step * microstep, 0, 0, 0});
    }
    return meter;
}

TEST(SpeedMeter, finds_the_speed_of_a_constant_motion) {
    const auto meter = accelerated(3000, 150);

    EXPECT_NEAR(meter.speed(), 150, 0.5);
    EXPECT_NEAR(meter.peak_speed(), 150, 1.5);
}

TEST(SpeedMeter, finds_the_acceleration_within_a_tenth) {
    const auto meter = accelerated(3000, 150);

    EXPECT_NEAR(meter.peak_acceleration(), 3000, 300);
}

TEST(SpeedMeter, forgets_a_motion_after_a_pause) {
    auto meter = accelerated(3000, 150);

    meter.stepped(base::Seconds(10.0), {0, 0, 0, 0});

    EXPECT_NEAR(meter.speed(), 0, 1e-9);
}

}  // namespace
}  // namespace escapement::sim
