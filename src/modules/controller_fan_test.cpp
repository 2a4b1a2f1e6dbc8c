// Tests of fans that follow motors and heaters.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/controller_fan.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string fan_section = "[controller_fan board]\npin: PC0\nkick_start_time: 0\n";

TEST(ControllerFan, runs_while_motors_are_on) {
    OfflinePrinter printer(fan_section + "fan_speed: 0.8\nidle_speed: 0.3\nidle_timeout: 5\n");

    printer.run("G28\nG1 X100 F600\nM400");
    EXPECT_EQ(printer.status("controller_fan board", "speed"), "0.8");
    printer.run("M84\nG4 P2000\nM400");
    printer.sent("");
    EXPECT_EQ(printer.status("controller_fan board", "speed"), "0.3");
}

TEST(ControllerFan, stops_some_time_after_the_last_need) {
    OfflinePrinter printer(fan_section + "idle_timeout: 2\nstepper: stepper_z\nheater: extruder\n");

    printer.run("G28\nM18\nG28 X\nG1 X100 F600\nM400");
    printer.sent("");

    EXPECT_EQ(printer.status("controller_fan board", "speed"), "0.0");
}

TEST(ControllerFan, runs_while_a_heater_has_a_target) {
    OfflinePrinter printer(fan_section + "stepper: stepper_z\nheater: heater_bed\n");

    printer.run("M140 S60\nG28 X\nG1 X100 F600\nG1 X0\nM400");
    printer.sent("");

    EXPECT_EQ(printer.status("controller_fan board", "speed"), "1.0");
}

TEST(ControllerFan, names_must_be_right) {
    OfflinePrinter printer(fan_section + "stepper: stepper_c\n" +
                           "[controller_fan other]\npin: PC1\nheater: extruder1\n");

    EXPECT_NE(printer.problems().find("[controller_fan other] heater: Unknown heater 'extruder1'"),
              std::string::npos)
        << printer.problems();
}

TEST(ControllerFan, motors_must_be_there) {
    OfflinePrinter printer(fan_section + "stepper: stepper_c\n");

    EXPECT_NE(
        printer.problems().find("[controller_fan board] stepper: Unknown stepper 'stepper_c'"),
        std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
