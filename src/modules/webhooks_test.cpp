// Tests of the state that front ends see.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/webhooks.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

TEST(Webhooks, say_that_the_printer_is_ready_until_it_is_shut_down) {
    testing::OfflinePrinter printer;
    EXPECT_EQ(printer.status("webhooks", "state"), R"("ready")");
    EXPECT_EQ(printer.status("webhooks", "state_message"), R"("Printer is ready")");

    printer.printer().shut_down("Something broke");

    EXPECT_EQ(printer.status("webhooks", "state"), R"("shutdown")");
    EXPECT_EQ(printer.status("webhooks", "state_message").substr(0, 16), R"("Something broke)");
}

TEST(Webhooks, say_that_it_is_still_starting) {
    testing::OfflinePrinter printer("[no_such_section]\n");

    EXPECT_EQ(printer.status("webhooks", "state"), R"("startup")");
}

}  // namespace
}  // namespace escapement::modules
