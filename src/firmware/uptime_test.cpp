// Claims about uptime and load.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/uptime.hpp"

#include <gtest/gtest.h>

namespace escapement::firmware {
namespace {

TEST(Uptime, goes_on_where_the_clock_wraps) {
    Uptime uptime({0x80000000});

    EXPECT_EQ(uptime.at({0xffffffff}).high, 0u);
    EXPECT_EQ(uptime.at({0x00000000}).high, 1u);
    EXPECT_EQ(uptime.at({0x80000000}).high, 1u);
    EXPECT_EQ(uptime.at({0x7fffffff}).high, 2u);
    EXPECT_EQ(uptime.at({0x7fffffff}).clock.raw, 0x7fffffffu);
}

TEST(LoadStatistics, sums_durations_and_their_squares_in_units_rounded_up) {
    LoadStatistics load({0}, {1000});

    load.add({16});
    load.add({17});
    load.add({0x10000});

    const auto stats = load.take({1000});
    EXPECT_EQ(stats.count, 3u);
    EXPECT_EQ(stats.sum, 16u + 17 + 0x10000);
    EXPECT_EQ(stats.sumsq, 1u + 2 + 0x1000000);
}

TEST(LoadStatistics, saturates_rather_than_wraps) {
    LoadStatistics load({0}, {1000});

    load.add({0x100000});
    EXPECT_EQ(load.take({0}).sumsq, 0xffffffffu);

    load.add({0xfffff});
    load.add({0xfffff});
    EXPECT_EQ(load.take({0}).sumsq, 0xffffffffu);
}

TEST(LoadStatistics, is_due_once_a_period_has_passed) {
    LoadStatistics load({0xffffff00}, {0x200});

    EXPECT_FALSE(load.due({0x000000ff}));
    EXPECT_TRUE(load.due({0x00000100}));
    load.take({0x00000100});
    EXPECT_FALSE(load.due({0x000002ff}));
    EXPECT_TRUE(load.due({0x00000300}));
}

TEST(LoadStatistics, begins_at_zero_after_each_report) {
    LoadStatistics load({0}, {1000});
    load.add({5});
    load.take({1000});

    EXPECT_EQ(load.take({2000}).count, 0u);
}

}  // namespace
}  // namespace escapement::firmware
