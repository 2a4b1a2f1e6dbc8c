// Tests of states on paper; in time they are tested in tests/live.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/idle_timeout.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using Lines = std::vector<std::string>;

TEST(IdleTimeout, is_idle_until_something_moves) {
    testing::OfflinePrinter printer;
    EXPECT_EQ(printer.status("idle_timeout", "state"), R"("Idle")");
    EXPECT_EQ(printer.status("idle_timeout", "idle_timeout"), "600.0");

    printer.run("G28");

    EXPECT_EQ(printer.status("idle_timeout", "state"), R"("Printing")");
}

TEST(IdleTimeout, says_what_it_was_set_to) {
    testing::OfflinePrinter printer("[idle_timeout]\ntimeout: 100\n");

    printer.run("SET_IDLE_TIMEOUT\nSET_IDLE_TIMEOUT TIMEOUT=7.5");

    EXPECT_EQ(printer.said(),
              (Lines{"// idle_timeout: Timeout set to 100.00 s",
                     "// idle_timeout: Timeout set to 7.50 s"}));
    EXPECT_EQ(printer.failure("SET_IDLE_TIMEOUT TIMEOUT=0"),
              "Error on 'SET_IDLE_TIMEOUT TIMEOUT=0': TIMEOUT: must be above 0 (is 0)");
}

TEST(IdleTimeout, is_never_zero) {
    testing::OfflinePrinter printer("[idle_timeout]\ntimeout: 0\n");

    EXPECT_NE(printer.problems().find("[idle_timeout] timeout: must be above 0"), std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
