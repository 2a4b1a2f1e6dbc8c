// Tests of how fast boards can step.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/step_rate_bound.hpp"

#include <gtest/gtest.h>

namespace escapement::app {
namespace {

TEST(StepRateBound, a_step_is_a_pulse_and_a_pause_unless_both_edges_count) {
    EXPECT_NEAR(pulse_bound(base::Seconds{2e-6}, false)->steps_per_second, 250e3, 1e-6);
    EXPECT_NEAR(pulse_bound(base::Seconds{100e-9}, true)->steps_per_second, 10e6, 1e-3);
    EXPECT_EQ(pulse_bound(base::Seconds{2e-6}, false)->why,
              "pulses and pauses of 2 us (step_pulse_duration)");
    EXPECT_FALSE(pulse_bound(base::Seconds{}, true));
}

// "stm32f407: 46 ticks, 3 steppers 205 ticks" at 168 MHz.
TEST(StepRateBound, measured_figures_are_ticks_of_the_boards_clock) {
    EXPECT_NEAR(measured_bound_of_one("stm32f407xx", 168e6)->steps_per_second, 3652e3, 1e3);
    EXPECT_NEAR(measured_bound_of_all("stm32f407xx", 168e6)->steps_per_second, 2459e3, 1e3);
    EXPECT_EQ(measured_bound_of_one("atmega2560", 16e6)->why,
              "one motor by itself on atmega2560 with Klipper's firmware, from its "
              "Benchmarks.md");
}

TEST(StepRateBound, of_unknown_boards_nothing_is_claimed) {
    EXPECT_FALSE(measured_bound_of_one("hostsimulator", 1e6));
    EXPECT_FALSE(measured_bound_of_all("", 1e6));
}

TEST(StepRateBound, the_lesser_counts) {
    const StepRateBound slow{1.0, "slow"}, fast{2.0, "fast"};

    EXPECT_EQ(lesser(slow, fast)->why, "slow");
    EXPECT_EQ(lesser(fast, slow)->why, "slow");
    EXPECT_EQ(lesser(std::nullopt, fast)->why, "fast");
    EXPECT_EQ(lesser(fast, std::nullopt)->why, "fast");
    EXPECT_FALSE(lesser(std::nullopt, std::nullopt));
}

}  // namespace
}  // namespace escapement::app
