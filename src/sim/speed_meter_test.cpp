// Claims about measuring motion from steps.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/speed_meter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

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

TEST(SpeedMeter, knows_the_speed_promptly) {
    const auto meter = accelerated(3000, 150);

    EXPECT_NEAR(meter.prompt_speed(), 150, 12.5);
}

TEST(SpeedMeter, finds_the_acceleration_within_a_twentieth) {
    const auto meter = accelerated(3000, 150);

    EXPECT_NEAR(meter.peak_acceleration(), 3000, 150);
}

TEST(SpeedMeter, does_not_take_a_turn_for_acceleration) {
    SpeedMeter meter;
    const double turn = std::numbers::pi / 9, corner = 15;
    for (int i = 1; i * 0.001 < 0.3; ++i) {
        const double t = i * 0.001;
        const double way = t < 0.1 ? 500 * t * t : 5 + (t - 0.1) * 100;
        const double before = std::min(way, corner), after = way - before;
        meter.stepped(base::Seconds(1.0 + t),
                      {before + after * std::cos(turn), after * std::sin(turn), 0, 0});
    }

    EXPECT_NEAR(meter.peak_speed(), 100, 1);
    EXPECT_NEAR(meter.peak_acceleration(), 1000, 50);
}

TEST(SpeedMeter, forgets_a_sudden_stop_when_it_is_restarted) {
    SpeedMeter meter;
    for (int step = 0; step < 8000; ++step)
        meter.stepped(base::Seconds(1.0 + step * microstep / 100), {step * microstep, 0, 0, 0});
    const double before = meter.peak_acceleration();

    meter.restart();
    meter.stepped(base::Seconds(3.0), {99.0, 0, 0, 0});

    EXPECT_EQ(meter.peak_acceleration(), before);
    EXPECT_EQ(meter.prompt_speed(), 0.0);
}

TEST(SpeedMeter, forgets_a_motion_after_a_pause) {
    auto meter = accelerated(3000, 150);

    meter.stepped(base::Seconds(10.0), {0, 0, 0, 0});

    EXPECT_NEAR(meter.speed(), 0, 1e-9);
}

}  // namespace
}  // namespace escapement::sim
