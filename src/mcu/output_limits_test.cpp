// Claims about the limits of outputs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/output_limits.hpp"

#include <gtest/gtest.h>

namespace escapement::mcu {
namespace {

using namespace std::chrono_literals;

TEST(OutputLimits, durations_up_to_half_a_turn_of_the_clock_can_be_counted) {
    const ClockModel clock(1e6);

    EXPECT_EQ(schedulable_ticks(clock, 2147.483647s, "x")->raw, 2147483647U);
    EXPECT_FALSE(schedulable_ticks(clock, 2147.5s, "x"));
    EXPECT_FALSE(schedulable_ticks(clock, -0.1s, "x"));
}

TEST(OutputLimits, without_a_maximum_duration_any_start_will_do) {
    EXPECT_TRUE(check_start(0s, false));
    EXPECT_TRUE(check_start(2s, true));
    EXPECT_FALSE(check_start(2s, false));
}

}  // namespace
}  // namespace escapement::mcu
