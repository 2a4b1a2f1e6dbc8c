// Tests of M119.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/query_endstops.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

TEST(QueryEndstops, offline_all_are_open) {
    testing::OfflinePrinter printer;

    printer.run("M119\nQUERY_ENDSTOPS");

    const std::string answer = "stepper_x:open stepper_y:open stepper_z:open";
    EXPECT_EQ(printer.said(), (std::vector<std::string>{answer, answer}));
    EXPECT_EQ(printer.status("query_endstops", "last_query"),
              "{\"stepper_x\": 0, \"stepper_y\": 0, \"stepper_z\": 0}");
}

}  // namespace
}  // namespace escapement::modules
