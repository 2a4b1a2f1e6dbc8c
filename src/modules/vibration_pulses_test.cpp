// Claims about the motion of a resonance test.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/vibration_pulses.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace escapement::modules {
namespace {

const VibrationRange no_sweep{.sweeping_period = base::Seconds(0.0)};

struct Reached {
    double position = 0.0, farthest = 0.0, speed = 0.0;
};

Reached follow(const std::vector<VibrationPulse>& pulses) {
    Reached reached;
    double now = 0.0;
    for (const VibrationPulse& pulse : pulses) {
        const double dt = pulse.until.count() - now;
        reached.position += reached.speed * dt + 0.5 * pulse.accel.value * dt * dt;
        reached.speed += pulse.accel.value * dt;
        reached.farthest = std::max(reached.farthest, std::abs(reached.position));
        now = pulse.until.count();
    }
    return reached;
}

TEST(VibrationPulses, begin_with_a_quarter_of_a_period) {
    const auto pulses = vibration_pulses(no_sweep);

    EXPECT_NEAR(pulses[0].until.count(), 0.05, 1e-12);
    EXPECT_EQ(pulses[0].accel.value, 300.0);
    EXPECT_NEAR(pulses[1].until.count(), 0.10, 1e-12);
    EXPECT_EQ(pulses[1].accel.value, -300.0);
    EXPECT_NEAR(pulses[2].hz, 5.1, 1e-12);
    EXPECT_LT(pulses[2].accel.value, 0.0);
}

TEST(VibrationPulses, rise_a_hertz_in_a_second) {
    const auto pulses = vibration_pulses(no_sweep);

    EXPECT_NEAR(pulses.back().until.count(), 130.0, 1.0);
    EXPECT_LE(pulses.back().hz, 135.0 + 1e-6);
    EXPECT_GT(pulses.back().hz, 134.9);
}

// Made by the generator of Klipper 84104bb, klippy/extras/resonance_tester.py.
TEST(VibrationPulses, are_klippers) {
    const auto pulses = vibration_pulses({});

    ASSERT_EQ(pulses.size(), 36615U);
    EXPECT_NEAR(pulses[3].until.count(), 0.198039216, 1e-9);
    EXPECT_NEAR(pulses[3].accel.value, 706.0, 1e-6);
    EXPECT_NEAR(pulses[5000].until.count(), 44.891409094, 1e-8);
    EXPECT_NEAR(pulses[5000].accel.value, -3392.883119, 1e-5);
    EXPECT_NEAR(pulses.back().until.count(), 130.0024090338914, 1e-8);
    EXPECT_NEAR(pulses.back().hz, 134.998705, 1e-6);
    EXPECT_NEAR(follow(pulses).position, 18.297146624525556, 1e-4);
    EXPECT_NEAR(follow(pulses).farthest, 18.584400566532462, 1e-4);
}

TEST(VibrationPulses, a_sweep_changes_no_moment_of_the_test) {
    const auto bare = vibration_pulses(no_sweep), swept = vibration_pulses({});

    EXPECT_GT(swept.size(), bare.size());
    EXPECT_EQ(swept.back().until, bare.back().until);
    for (std::size_t i = 1; i < swept.size(); ++i)
        ASSERT_GE(swept[i].until, swept[i - 1].until) << i;
}

TEST(VibrationPulses, extremes_are_those_on_the_way) {
    const auto extremes = extremes_of(vibration_pulses(no_sweep));

    EXPECT_NEAR(extremes.accel.value, 135.0 * 60.0, 10.0);
    EXPECT_NEAR(extremes.speed.value, 15.0, 0.1);
}

}  // namespace
}  // namespace escapement::modules
