// Tests of what the computer says about itself.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/statistics.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

TEST(Statistics, tell_of_load_time_and_memory) {
    testing::OfflinePrinter printer;

    EXPECT_GE(std::stod(printer.status("system_stats", "sysload")), 0.0);
    EXPECT_GT(std::stod(printer.status("system_stats", "cputime")), 0.0);
    EXPECT_GT(std::stol(printer.status("system_stats", "memavail")), 1000);
    EXPECT_EQ(printer.status("system_stats", "memavail"),
              printer.status("system_stats", "memavail"));
}

}  // namespace
}  // namespace escapement::modules
