// Tests of the judgement whether a heater heats.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/heater_watch.hpp"

#include <gtest/gtest.h>

namespace escapement::printer {
namespace {

using base::HostTime;
using Verdict = HeaterWatch::Verdict;

HostTime second(int n) {
    return HostTime(std::chrono::seconds(n));
}

TEST(HeaterWatch, a_heater_that_is_off_is_well_at_any_temperature) {
    HeaterWatch watch({});

    for (int i = 0; i < 1000; ++i) ASSERT_EQ(watch.check(second(i), 20.0, 0.0), Verdict::well);
    EXPECT_DOUBLE_EQ(watch.error(), 0.0);
}

TEST(HeaterWatch, steady_heating_is_well_however_long_it_takes) {
    HeaterWatch watch({});

    for (int i = 0; i < 1000; ++i)
        ASSERT_EQ(watch.check(second(i), 20.0 + 0.11 * i, 200.0), Verdict::well);
}

TEST(HeaterWatch, a_heater_that_never_warms_is_a_fault_after_the_gain_time) {
    HeaterWatch watch({});

    int failed_at = -1;
    for (int i = 0; i < 100 && failed_at < 0; ++i)
        if (watch.check(second(i), 20.0, 200.0) == Verdict::fault) failed_at = i;

    // 175 degrees a second are missed all along; only the end of the grace time is awaited.
    EXPECT_EQ(failed_at, 21);
}

TEST(HeaterWatch, a_sag_at_the_start_is_forgiven) {
    HeaterWatch watch({});
    watch.check(second(0), 50.0, 200.0);
    for (int i = 1; i < 15; ++i) watch.check(second(i), 50.0 - i, 200.0);

    // From 36 degrees on it gains two degrees in time.
    EXPECT_EQ(watch.check(second(19), 38.0, 200.0), Verdict::well);
    EXPECT_DOUBLE_EQ(watch.error(), 0.0);
}

TEST(HeaterWatch, falling_away_from_the_target_is_a_fault_when_enough_was_missed) {
    HeaterWatch watch({});
    watch.check(second(0), 200.0, 200.0);

    // 185 is 10 below what the hysteresis allows: 12 seconds to 120 degree seconds.
    for (int i = 1; i < 12; ++i) ASSERT_EQ(watch.check(second(i), 185.0, 200.0), Verdict::well);
    EXPECT_EQ(watch.check(second(12), 185.0, 200.0), Verdict::fault);
}

TEST(HeaterWatch, being_back_in_time_clears_the_error) {
    HeaterWatch watch({});
    watch.check(second(0), 200.0, 200.0);
    for (int i = 1; i < 12; ++i) watch.check(second(i), 185.0, 200.0);

    watch.check(second(12), 196.0, 200.0);

    EXPECT_DOUBLE_EQ(watch.error(), 0.0);
}

TEST(HeaterWatch, a_new_lower_target_is_well) {
    HeaterWatch watch({});
    watch.check(second(0), 200.0, 200.0);

    for (int i = 1; i < 200; ++i)
        ASSERT_EQ(watch.check(second(i), 200.0 - 0.5 * i, 90.0), Verdict::well);
}

TEST(HeaterWatch, a_stall_halfway_is_a_fault) {
    HeaterWatch watch({.max_error = 120.0, .check_gain_time = base::Seconds(10.0)});
    for (int i = 0; i < 50; ++i) watch.check(second(i), 20.0 + 2.0 * i, 200.0);

    int failed_at = -1;
    for (int i = 50; i < 100 && failed_at < 0; ++i)
        if (watch.check(second(i), 118.0, 200.0) == Verdict::fault) failed_at = i;

    EXPECT_GT(failed_at, 50);
    EXPECT_LE(failed_at, 62);
}

}  // namespace
}  // namespace escapement::printer
