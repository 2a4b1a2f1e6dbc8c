// Going down to a switch that never closes before the end.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/probe_switch.hpp"

#include <gtest/gtest.h>

#include "modules/testing_probe.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::probing_printer;

TEST(ProbeSwitch, is_sought_down_to_the_least_z_there_is) {
    OfflinePrinter printer("", probing_printer());

    printer.run("G28\nG1 X50 Z20 F6000\nPROBE");

    EXPECT_EQ(printer.status("toolhead", "position"), "[50.0, 0.0, -3.0, 0.0]");
}

TEST(ProbeSwitch, stops_the_motors_of_z_and_no_others) {
    OfflinePrinter printer("", probing_printer());
    printer.run("G28");
    const auto before = printer.sent("stepper_stop_on_trigger").size();

    printer.run("PROBE");

    EXPECT_EQ(printer.sent("stepper_stop_on_trigger").size(), before + 1);
}

TEST(ProbeSwitch, names_the_option_of_a_pin_that_cannot_be) {
    OfflinePrinter printer("", probing_printer("[probe]\npin: PA0\nz_offset: 1\n"));

    EXPECT_NE(printer.problems().find("pin"), std::string::npos);
    EXPECT_NE(printer.problems().find("PA0"), std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
