// Motors moved by force.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/force_move.hpp"

#include <gtest/gtest.h>

#include "modules/stepper_enable.hpp"
#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string enabled = "[force_move]\nenable_force_move: True\n";

printer::Stepper& stepper(OfflinePrinter& printer, const std::string& name) {
    printer.sent("");
    return printer.printer().modules().the<StepperEnable>().stepper(name);
}

TEST(ForceMove, moves_a_motor_whatever_the_machine_thinks) {
    OfflinePrinter printer(enabled);
    printer.run("G28");
    const auto before = stepper(printer, "stepper_x").mcu_position();

    printer.run("FORCE_MOVE STEPPER=stepper_x DISTANCE=-3 VELOCITY=20 ACCEL=500");

    EXPECT_EQ(stepper(printer, "stepper_x").mcu_position(), before - 240);
    EXPECT_NEAR(stepper(printer, "stepper_x").commanded_position().value, 0.0, 1e-9);
    printer.run("G1 X10 F6000");
    EXPECT_EQ(stepper(printer, "stepper_x").mcu_position(), before - 240 + 800);
}

TEST(ForceMove, buzzes_and_leaves_the_motor_as_it_was) {
    OfflinePrinter printer;

    printer.run("STEPPER_BUZZ STEPPER=stepper_y");

    EXPECT_EQ(stepper(printer, "stepper_y").mcu_position(), 0);
    EXPECT_EQ(stepper(printer, "stepper_y").steps(), 20U * 80U);
    EXPECT_FALSE(printer.printer().modules().the<StepperEnable>().is_on("stepper_y"));
    EXPECT_NE(printer.failure("STEPPER_BUZZ STEPPER=stepper_q"), "");
}

TEST(ForceMove, says_where_the_head_is) {
    OfflinePrinter printer(enabled);

    printer.run("SET_KINEMATIC_POSITION X=12 Z=3");
    EXPECT_EQ(printer.status("toolhead", "position"), "[12.0, 0.0, 3.0, 0.0]");
    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"xyz\"");
    printer.run("SET_KINEMATIC_POSITION CLEAR_HOMED=XY");
    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"z\"");
    printer.run("SET_KINEMATIC_POSITION SET_HOMED=x CLEAR=z");
    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"x\"");
}

TEST(ForceMove, has_to_be_allowed) {
    OfflinePrinter printer;

    printer.run("FORCE_MOVE STEPPER=stepper_x DISTANCE=3 VELOCITY=20\nSET_KINEMATIC_POSITION X=1");

    ASSERT_EQ(printer.said().size(), 2U);
    EXPECT_EQ(stepper(printer, "stepper_x").mcu_position(), 0);
    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"\"");
}

TEST(ForceMove, refuses_what_nobody_means) {
    OfflinePrinter printer(enabled);

    EXPECT_NE(printer.failure("FORCE_MOVE STEPPER=stepper_x DISTANCE=3 VELOCITY=0"), "");
    EXPECT_NE(printer.failure("FORCE_MOVE STEPPER=stepper_x DISTANCE=3 VELOCITY=1e-9"), "");
    EXPECT_NE(printer.failure("FORCE_MOVE STEPPER=stepper_x DISTANCE=inf VELOCITY=1"), "");
    EXPECT_NE(printer.failure("FORCE_MOVE STEPPER=stepper_x VELOCITY=1"), "");
}

}  // namespace
}  // namespace escapement::modules
