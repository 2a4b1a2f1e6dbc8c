// Claims about what shakes: its frequency, its damping, its rest.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/shaking.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace escapement::sim {
namespace {

using base::Seconds;

// Moments at which the nozzle's acceleration along x rises through zero after a jolt.
std::vector<double> periods_after_a_jolt(Shaking& shaking) {
    std::vector<double> moments;
    shaking.rest({}, Seconds(0.0));
    shaking.drive({0.1, 0.0, 0.0});
    double before = 0.0;
    for (int i = 1; i < 20'000; ++i) {
        const double now = i * 20e-6;
        shaking.advance(Seconds(now));
        const double felt = shaking.acceleration()[0];
        if (before < 0.0 && felt >= 0.0) moments.push_back(now - 20e-6 * felt / (felt - before));
        before = felt;
    }
    return moments;
}

TEST(Shaking, swings_at_its_frequency) {
    Shaking shaking({{{52.4, 0.02}, {}, {}}});

    const auto moments = periods_after_a_jolt(shaking);

    ASSERT_GT(moments.size(), 10U);
    const double hz = 9.0 / (moments[10] - moments[1]);
    EXPECT_NEAR(hz, 52.4 * std::sqrt(1.0 - 0.02 * 0.02), 0.02);
}

TEST(Shaking, is_damped_as_its_ratio_says) {
    Shaking shaking({{{40.0, 0.1}, {}, {}}});
    shaking.rest({}, Seconds(0.0));
    shaking.drive({0.1, 0.0, 0.0});
    shaking.advance(Seconds(0.05));
    const double period = 1.0 / (40.0 * std::sqrt(1.0 - 0.01));
    const double first = shaking.acceleration()[0];

    shaking.advance(Seconds(0.05 + period));

    const double expected = std::exp(-2.0 * std::numbers::pi * 0.1 / std::sqrt(0.99));
    EXPECT_NEAR(shaking.acceleration()[0] / first, expected, 0.005);
}

TEST(Shaking, axes_do_not_disturb_each_other) {
    Shaking shaking({});
    shaking.rest({1.0, 2.0, 3.0}, Seconds(1.0));
    shaking.drive({1.0, 2.1, 3.0});
    shaking.advance(Seconds(1.005));

    const auto felt = shaking.acceleration();

    EXPECT_EQ(felt[0], 0.0);
    EXPECT_GT(std::abs(felt[1]), 100.0);
    EXPECT_EQ(felt[2], 0.0);
}

TEST(Shaking, comes_to_rest) {
    Shaking shaking({});
    shaking.rest({}, Seconds(0.0));
    shaking.drive({1.0, 1.0, 1.0});

    shaking.advance(Seconds(3.0));

    for (const double along : shaking.acceleration()) EXPECT_NEAR(along, 0.0, 1e-6);
}

}  // namespace
}  // namespace escapement::sim
