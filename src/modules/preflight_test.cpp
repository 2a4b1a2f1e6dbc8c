// What becomes of findings.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/preflight.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(PreflightCheck, is_nothing_for_a_plan) {
    OfflinePrinter printer("[preflight]\n");

    EXPECT_EQ(printer.failure("PREFLIGHT_CHECK FILENAME=a.gcode"),
              "PREFLIGHT_CHECK: files are not checked while planning");
    EXPECT_EQ(printer.status("print_time", "remaining"), "null");
}

TEST(PreflightCheck, knows_two_ways_to_take_problems) {
    EXPECT_NE(OfflinePrinter("[preflight]\non_problem: ignore\n")
                  .problems()
                  .find("[preflight] on_problem: 'ignore' is not one of refuse, warn"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
