// Tests of commands that the printer gives itself.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/urgent_command.hpp"

#include <gtest/gtest.h>

#include "modules/error_policy.hpp"
#include "modules/testing_printer.hpp"
#include "printer/module.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

// Where commands come from that nobody has typed.
class Fault {
  public:
    explicit Fault(const std::string& wish)
        : printer("[pause_resume]\n[error_policy]\nheater_fault: " + wish + "\n") {}

    bool is_forgiven() {
        const bool forgiven =
            printer.printer().modules().the<ErrorPolicy>().forgives_heater_fault();
        announced = printer.printer().turns().interrupted();
        printer.run("ECHO after");
        return forgiven;
    }
    testing::OfflinePrinter printer;
    bool announced = false;
};

TEST(UrgentCommand, is_announced_at_once_and_run_before_what_comes_later) {
    Fault fault("cancel");

    EXPECT_TRUE(fault.is_forgiven());

    EXPECT_TRUE(fault.announced);
    EXPECT_FALSE(fault.printer.printer().turns().interrupted());
    EXPECT_EQ(fault.printer.said(),
              (std::vector<std::string>{"// action:cancel", "// ECHO after"}));
}

TEST(UrgentCommand, may_be_a_pause) {
    Fault fault("pause");

    EXPECT_TRUE(fault.is_forgiven());

    EXPECT_FALSE(fault.announced);
    EXPECT_EQ(fault.printer.status("pause_resume", "is_paused"), "true");
}

TEST(UrgentCommand, is_not_given_where_the_printer_is_to_shut_down) {
    Fault fault("shutdown");

    EXPECT_FALSE(fault.is_forgiven());

    EXPECT_EQ(fault.printer.status("pause_resume", "is_paused"), "false");
}

}  // namespace
}  // namespace escapement::modules
