// Tests of the power to the motors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/stepper_enable.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

constexpr const char* all_off =
    "{\"stepper_x\": false, \"stepper_y\": false, \"stepper_z\": false, \"extruder\": false}";

TEST(StepperEnable, motors_get_power_with_their_first_step) {
    OfflinePrinter printer;
    EXPECT_EQ(printer.status("stepper_enable", "steppers"), all_off);

    printer.run("G28 X\nM400");

    EXPECT_EQ(
        printer.status("stepper_enable", "steppers"),
        "{\"stepper_x\": true, \"stepper_y\": false, \"stepper_z\": false, \"extruder\": false}");
}

TEST(StepperEnable, m84_switches_off_and_the_axes_are_lost) {
    OfflinePrinter printer;
    printer.run("G28\nG1 X10 F6000");

    printer.run("M84");

    EXPECT_EQ(printer.status("stepper_enable", "steppers"), all_off);
    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"\"");
    EXPECT_TRUE(printer.failure("G1 X20").starts_with("Must home axis first"));
}

TEST(StepperEnable, a_motor_comes_back_on_by_itself) {
    OfflinePrinter printer;
    printer.run("G28\nM84\nG28 X\nM400");

    EXPECT_TRUE(printer.printer().modules().the<StepperEnable>().is_on("stepper_x"));
    EXPECT_FALSE(printer.printer().modules().the<StepperEnable>().is_on("stepper_y"));
}

TEST(StepperEnable, single_motors_can_be_switched) {
    OfflinePrinter printer;

    printer.run("SET_STEPPER_ENABLE STEPPER=stepper_y ENABLE=1");
    EXPECT_TRUE(printer.printer().modules().the<StepperEnable>().is_on("stepper_y"));
    printer.run("SET_STEPPER_ENABLE STEPPER=stepper_y ENABLE=0");

    EXPECT_FALSE(printer.printer().modules().the<StepperEnable>().is_on("stepper_y"));
    EXPECT_EQ(printer.failure("SET_STEPPER_ENABLE STEPPER=stepper_q"),
              "The value 'stepper_q' is not valid for STEPPER. Options: "
              "'stepper_x', 'stepper_y', 'stepper_z', 'extruder' "
              "(did you mean 'stepper_x'?)");
}

TEST(StepperEnable, motors_may_share_a_wire_which_is_on_while_one_needs_it) {
    OfflinePrinter printer(
        "[stepper_y]\nenable_pin: !PA2\n[stepper_z]\nenable_pin: !PA2\n[extruder]\nenable_pin: "
        "!PA2\n");
    ASSERT_EQ(printer.problems(), "");
    // One wire, two heaters, a fan.
    EXPECT_EQ(printer.sent("config_digital_out").size(), 4U);

    printer.run("SET_STEPPER_ENABLE STEPPER=stepper_x\nSET_STEPPER_ENABLE STEPPER=stepper_y");
    printer.run("SET_STEPPER_ENABLE STEPPER=stepper_x ENABLE=0");

    // Only the first of the three changed the wire; with the polarity reversed, on is low.
    const auto before = printer.sent("queue_digital_out").size();
    printer.run("SET_STEPPER_ENABLE STEPPER=stepper_y ENABLE=0");
    EXPECT_EQ(printer.sent("queue_digital_out").size(), before + 1);
}

TEST(StepperEnable, tells_when_a_motor_gets_power_and_whether_by_a_pin_of_its_own) {
    OfflinePrinter printer("[stepper_y]\nenable_pin: !PA2\n");
    auto& power = printer.printer().modules().the<StepperEnable>();
    std::string told;
    power.watch("stepper_z", [&](base::PrintTime, bool on) { told += on ? '+' : '-'; });

    printer.run("G28 Z\nM84\nM84\nSET_STEPPER_ENABLE STEPPER=stepper_z");

    EXPECT_EQ(told, "+-+");
    EXPECT_TRUE(power.has_own_pin("stepper_z"));
    EXPECT_FALSE(power.has_own_pin("stepper_x"));
}

TEST(StepperEnable, a_shared_wire_must_have_one_polarity) {
    OfflinePrinter printer("[stepper_y]\nenable_pin: PA2\n");

    EXPECT_NE(printer.problems().find("Shared pin PA2 must have same polarity"), std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
