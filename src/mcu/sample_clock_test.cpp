// A sensor's pace from what a board says now and then.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/sample_clock.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace escapement::mcu {
namespace {

constexpr double catch_up = 640.0;
constexpr double true_ticks = 57'123.25;  // where the data sheet says 56,250

TEST(SampleClock, knows_nothing_from_one_sight) {
    SampleClock clock(catch_up);
    clock.begin({1e9, 1.0});

    EXPECT_FALSE(clock.line());
}

TEST(SampleClock, finds_the_pace_from_two_sights) {
    SampleClock clock(catch_up);
    clock.begin({1e9, 1.0});
    clock.add({1e9 + 320 * true_ticks, 321.0});

    ASSERT_TRUE(clock.line());
    EXPECT_NEAR(clock.line()->ticks_each, true_ticks, 1e-6);
    EXPECT_NEAR(clock.line()->at(101.0), 1e9 + 100 * true_ticks, 1e-3);
}

TEST(SampleClock, times_follow_noisy_sights_without_ever_going_back) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> late(0.0, true_ticks);
    SampleClock clock(catch_up);
    clock.begin({0.0, 0.0});
    double last = -1e18, worst = 0.0;

    for (int batch = 1; batch <= 300; ++batch) {
        const double seen = 320.0 * batch;
        clock.add({seen * true_ticks + late(random), seen});
        const auto line = clock.line();
        for (double which = seen - 320.0; which < seen; ++which) {
            ASSERT_GT(line->at(which), last);
            last = line->at(which);
            if (batch > 50) worst = std::max(worst, std::abs(last - (which + 0.5) * true_ticks));
        }
        clock.settle(seen - 1.0);
    }

    EXPECT_LT(worst, 0.5 * true_ticks);
}

TEST(SampleClock, beginning_again_forgets) {
    SampleClock clock(catch_up);
    clock.begin({0.0, 0.0});
    clock.add({100.0, 10.0});
    clock.settle(5.0);
    clock.begin({5000.0, 0.0});
    EXPECT_FALSE(clock.line());
    clock.add({5400.0, 20.0});

    EXPECT_NEAR(clock.line()->at(0.0), 5000.0, 1e-9);
}

}  // namespace
}  // namespace escapement::mcu
