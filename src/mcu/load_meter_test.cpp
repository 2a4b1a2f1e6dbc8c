// Claims about a board's reports of its work.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/load_meter.hpp"

#include <gtest/gtest.h>

namespace escapement::mcu {
namespace {

TEST(LoadMeter, average_and_deviation_come_from_sums) {
    LoadMeter meter;
    meter.configure(1000.0, 2.0);

    // Rounds of 10, 10, 20 and 20 ticks: the squares sum up to 1000.
    meter.take({.count = 4, .sum = 60, .sumsq = 500});

    EXPECT_DOUBLE_EQ(meter.awake_s(), 0.060);
    EXPECT_DOUBLE_EQ(meter.task_average_s(), 0.015);
    EXPECT_DOUBLE_EQ(meter.task_deviation_s(), 0.005);
    EXPECT_EQ(meter.text(), "mcu_awake=0.060 mcu_task_avg=0.015000 mcu_task_stddev=0.005000");
}

TEST(LoadMeter, a_report_of_nothing_does_no_harm) {
    LoadMeter meter;
    meter.configure(1000.0, 256.0);

    meter.take({});

    EXPECT_DOUBLE_EQ(meter.task_average_s(), 0.0);
    EXPECT_DOUBLE_EQ(meter.task_deviation_s(), 0.0);
}

}  // namespace
}  // namespace escapement::mcu
