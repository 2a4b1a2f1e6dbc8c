// Commands that switch carriages, or change which of them a motor moves.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/carriage_commands.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const char* const second_carriage = R"(
[dual_carriage]
axis: x
step_pin: PC0
dir_pin: PC1
rotation_distance: 40
microsteps: 16
endstop_pin: PC2
position_endstop: 240
position_min: 20
position_max: 240
)";

class DualCarriageCommandsTest : public ::testing::Test {
  protected:
    void SetUp() override { ASSERT_EQ(printer.problems(), ""); }

    OfflinePrinter printer{second_carriage};
};

TEST_F(DualCarriageCommandsTest, report_the_modes) {
    EXPECT_EQ(printer.status("dual_carriage", "carriages"),
              R"({"x": "PRIMARY", "dual_carriage": "INACTIVE"})");

    printer.run("G28\nSET_DUAL_CARRIAGE CARRIAGE=1\nSET_DUAL_CARRIAGE CARRIAGE=x MODE=mirror");

    EXPECT_EQ(printer.status("dual_carriage", "carriage_0"), "\"MIRROR\"");
    EXPECT_EQ(printer.status("dual_carriage", "carriage_1"), "\"PRIMARY\"");
}

TEST_F(DualCarriageCommandsTest, tell_gcode_where_the_head_is_then) {
    printer.run("G28\nG1 X50 F6000\nSET_DUAL_CARRIAGE CARRIAGE=dual_carriage\nG91\nG1 X-40\n");

    EXPECT_EQ(printer.status("toolhead", "position"), "[200.0, 0.0, 0.0, 0.0]");
}

TEST_F(DualCarriageCommandsTest, save_and_restore) {
    printer.run(
        "G28\nG1 X50 F6000\nSAVE_DUAL_CARRIAGE_STATE NAME=here\n"
        "G1 X90\nSET_DUAL_CARRIAGE CARRIAGE=1\nG1 X200\n"
        "RESTORE_DUAL_CARRIAGE_STATE NAME=here MOVE_SPEED=50");

    EXPECT_EQ(printer.status("toolhead", "position"), "[50.0, 0.0, 0.0, 0.0]");
    EXPECT_EQ(printer.status("dual_carriage", "carriage_0"), "\"PRIMARY\"");
}

TEST_F(DualCarriageCommandsTest, refuse_what_they_do_not_know) {
    EXPECT_EQ(printer.failure("SET_DUAL_CARRIAGE"), "CARRIAGE must be specified");
    EXPECT_EQ(printer.failure("SET_DUAL_CARRIAGE CARRIAGE=2"), "Invalid CARRIAGE=2 index");
    EXPECT_EQ(printer.failure("SET_DUAL_CARRIAGE CARRIAGE=left"),
              "Invalid CARRIAGE=left specified");
    EXPECT_TRUE(printer.failure("SET_DUAL_CARRIAGE CARRIAGE=0 MODE=both")
                    .starts_with("Invalid mode=BOTH specified"));
    EXPECT_EQ(printer.failure("RESTORE_DUAL_CARRIAGE_STATE NAME=q"),
              "Unknown DUAL_CARRIAGE state: q");
    EXPECT_NE(printer.failure("SAVE_DUAL_CARRIAGE_STATE\nRESTORE_DUAL_CARRIAGE_STATE MOVE_SPEED=0")
                  .find("MOVE_SPEED: must be above 0"),
              std::string::npos);
}

TEST(DualCarriageCommands, are_there_only_with_a_dual_carriage) {
    OfflinePrinter printer;

    printer.run("SET_DUAL_CARRIAGE CARRIAGE=0");

    EXPECT_EQ(printer.said().back(),
              "// Unknown command:\"SET_DUAL_CARRIAGE\""
              "; it needs a section [dual_carriage]");
    EXPECT_EQ(printer.status("dual_carriage", "carriages"), "");
}

const char* const generic = R"(
[mcu]
serial: /dev/null
[printer]
kinematics: generic_cartesian
max_velocity: 300
max_accel: 3000
[carriage x]
endstop_pin: PB0
position_endstop: 0
position_max: 200
[carriage y]
endstop_pin: PB1
position_endstop: 0
position_max: 200
[carriage z]
endstop_pin: PB2
position_endstop: 0
position_max: 200
[stepper a]
step_pin: PA0
dir_pin: PA1
rotation_distance: 40
microsteps: 16
carriages: x+y
[stepper b]
step_pin: PA2
dir_pin: PA3
rotation_distance: 40
microsteps: 16
carriages: x-y
[stepper z]
step_pin: PA4
dir_pin: PA5
rotation_distance: 40
microsteps: 16
carriages: z
)";

TEST(StepperCarriageCommands, change_what_moves_a_motor) {
    OfflinePrinter printer("", generic);
    ASSERT_EQ(printer.problems(), "");

    printer.run(
        "G28\nG1 X10 Y20 F6000\nSET_STEPPER_CARRIAGES STEPPER=a CARRIAGES=X+0.5*Y\n"
        "G1 X20");
    printer.sent("");
    printer.run("GET_POSITION");

    EXPECT_NE(printer.said().back().find("stepper a:30.000000 stepper b:0.000000"),
              std::string::npos);
}

TEST(StepperCarriageCommands, refuse_a_machine_that_cannot_be) {
    OfflinePrinter printer("", generic);
    ASSERT_EQ(printer.problems(), "");
    const std::string same = "SET_STEPPER_CARRIAGES STEPPER=a CARRIAGES=x-y";

    EXPECT_TRUE(printer.failure(same).starts_with("Verify configured stepper(s)"));
    printer.run("G28");  // nothing has changed
    EXPECT_EQ(printer.failure(same + " DISABLE_CHECKS=1"), "");
    EXPECT_TRUE(printer.failure("G28").starts_with("Verify configured stepper(s)"));
    EXPECT_EQ(printer.failure("SET_STEPPER_CARRIAGES STEPPER=a CARRIAGES=x"),
              "SET_STEPPER_CARRIAGES cannot add or remove carriages that the stepper controls");
    EXPECT_TRUE(printer.failure("SET_STEPPER_CARRIAGES STEPPER=q CARRIAGES=x")
                    .starts_with("Invalid STEPPER 'q' specified"));
    EXPECT_EQ(printer.failure("SET_STEPPER_CARRIAGES STEPPER=a CARRIAGES=0*x+0*y"),
              "A valid string that references at least one carriage must be provided for "
              "CARRIAGES");
}

}  // namespace
}  // namespace escapement::modules
