// Motors that move when they are told to.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/manual_stepper.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "modules/toolhead.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

// 80 steps to the mm.
const std::string feeder = R"(
[manual_stepper feeder]
step_pin: PC0
dir_pin: PC1
enable_pin: PC2
rotation_distance: 40
microsteps: 16
velocity: 10
accel: 500
position_max: 100
endstop_pin: PC3
)";

std::int64_t steps_of(OfflinePrinter& printer, const char* name = "manual_stepper feeder") {
    printer.sent("");
    return printer.printer().modules().find<ManualStepper>(name)->stepper().mcu_position();
}

double print_time(OfflinePrinter& printer) {
    return printer.printer()
        .modules()
        .the<ToolheadModule>()
        .toolhead()
        .last_move_time()
        .time_since_epoch()
        .count();
}

TEST(ManualStepper, moves_to_where_it_is_told) {
    OfflinePrinter printer(feeder);
    ASSERT_EQ(printer.problems(), "");

    printer.run("MANUAL_STEPPER STEPPER=feeder MOVE=5");
    EXPECT_EQ(steps_of(printer), 400);
    printer.run("MANUAL_STEPPER STEPPER=feeder SET_POSITION=50 MOVE=40 SPEED=20 ACCEL=0");
    EXPECT_EQ(steps_of(printer), 400 - 800);
}

TEST(ManualStepper, takes_its_time_unless_nobody_need_wait) {
    OfflinePrinter printer(feeder);
    const double start = print_time(printer);

    printer.run("MANUAL_STEPPER STEPPER=feeder MOVE=20 ACCEL=0");
    EXPECT_NEAR(print_time(printer), start + 2.0, 1e-9);
    printer.run("MANUAL_STEPPER STEPPER=feeder MOVE=0 ACCEL=0 SYNC=0");
    EXPECT_NEAR(print_time(printer), start + 2.0, 1e-9);
    printer.run("MANUAL_STEPPER STEPPER=feeder SYNC=1");
    EXPECT_NEAR(print_time(printer), start + 4.0, 1e-9);
    EXPECT_EQ(steps_of(printer), 0);
}

TEST(ManualStepper, goes_to_its_endstop) {
    OfflinePrinter printer(feeder);

    printer.run("MANUAL_STEPPER STEPPER=feeder MOVE=30 STOP_ON_ENDSTOP=1");
    EXPECT_EQ(steps_of(printer), 2400);
    for (const char* how : {"home", "probe", "inverted_home", "try_inverted_probe", "-2"})
        EXPECT_EQ(printer.failure(std::string("MANUAL_STEPPER STEPPER=feeder SET_POSITION=0 MOVE=1 "
                                              "STOP_ON_ENDSTOP=") +
                                  how),
                  "")
            << how;
    EXPECT_EQ(steps_of(printer), 2400 + 5 * 80);
}

TEST(ManualStepper, refuses_what_makes_no_sense) {
    OfflinePrinter printer(feeder + R"(
[manual_stepper plain]
step_pin: PC5
dir_pin: PC6
rotation_distance: 40
microsteps: 16
)");
    const std::string command = "MANUAL_STEPPER STEPPER=feeder ";

    EXPECT_EQ(printer.failure(command + "MOVE=101"),
              "Move out of range: 101; manual_stepper feeder goes to 100");
    EXPECT_NE(printer.failure(command + "MOVE=nan"), "");
    EXPECT_NE(printer.failure(command + "MOVE=1 SPEED=0"), "");
    EXPECT_NE(printer.failure(command + "MOVE=1 SPEED=1e-9"), "");
    EXPECT_NE(printer.failure(command + "MOVE=1 STOP_ON_ENDSTOP=maybe"), "");
    EXPECT_NE(printer.failure(command + "STOP_ON_ENDSTOP=1"), "");
    EXPECT_EQ(printer.failure("MANUAL_STEPPER STEPPER=plain MOVE=1 STOP_ON_ENDSTOP=1"),
              "No endstop for this manual stepper");
    EXPECT_NE(printer.failure("MANUAL_STEPPER STEPPER=other MOVE=1"), "");
    for (const char* letter : {"X", "E", "F", "N", "AB", "7"})
        EXPECT_TRUE(
            printer.failure(command + "GCODE_AXIS=" + letter).starts_with("Not a valid GCODE_AXIS"))
            << letter;
}

TEST(ManualStepper, becomes_an_axis_of_gcode_and_stops_being_one) {
    OfflinePrinter printer(feeder);
    printer.run(
        "G28\nMANUAL_STEPPER STEPPER=feeder MOVE=5\n"
        "MANUAL_STEPPER STEPPER=feeder GCODE_AXIS=A");

    EXPECT_EQ(printer.status("gcode_move", "axis_map"),
              R"({"X": 0, "Y": 1, "Z": 2, "E": 3, "A": 4})");
    EXPECT_EQ(printer.status("toolhead", "extra_axes"),
              R"({"extruder": 3, "manual_stepper feeder": 4})");
    EXPECT_EQ(printer.status("gcode_move", "position"), "[0.0, 0.0, 0.0, 0.0, 5.0]");
    printer.run("G1 X20 A15 F6000\nG91\nG1 A-2\nG90\nG1 A20 X10");
    EXPECT_EQ(printer.status("toolhead", "position"), "[10.0, 0.0, 0.0, 0.0, 20.0]");
    EXPECT_EQ(steps_of(printer), 1600);
    EXPECT_TRUE(printer.failure("G1 A101").ends_with("; A101; manual_stepper feeder goes to 100"));
    EXPECT_EQ(printer.failure("MANUAL_STEPPER STEPPER=feeder MOVE=3"),
              "Must unregister from gcode axis first");
    EXPECT_EQ(printer.failure("MANUAL_STEPPER STEPPER=feeder GCODE_AXIS=B"),
              "Must unregister axis first");

    printer.run(
        "MANUAL_STEPPER STEPPER=feeder GCODE_AXIS=\nG1 X20 A40\n"
        "MANUAL_STEPPER STEPPER=feeder MOVE=19");
    EXPECT_EQ(printer.status("gcode_move", "axis_map"), R"({"X": 0, "Y": 1, "Z": 2, "E": 3})");
    EXPECT_EQ(steps_of(printer), 1520);
}

TEST(ManualStepper, leaves_its_place_to_the_axis_behind_it) {
    OfflinePrinter printer(feeder + R"(
[manual_stepper plain]
step_pin: PC5
dir_pin: PC6
rotation_distance: 40
microsteps: 16
)");
    printer.run(
        "G28\nMANUAL_STEPPER STEPPER=feeder GCODE_AXIS=A\n"
        "MANUAL_STEPPER STEPPER=plain GCODE_AXIS=B\nG1 A3 B4 F600");

    printer.run("MANUAL_STEPPER STEPPER=feeder GCODE_AXIS=\nG1 B5");

    EXPECT_EQ(printer.status("toolhead", "position"), "[0.0, 0.0, 0.0, 0.0, 5.0]");
    EXPECT_EQ(steps_of(printer), 240);
    EXPECT_EQ(steps_of(printer, "manual_stepper plain"), 400);
}

TEST(ManualStepper, is_no_faster_as_an_axis_than_it_may_be) {
    OfflinePrinter printer(feeder);
    printer.run("G28\nMANUAL_STEPPER STEPPER=feeder GCODE_AXIS=A LIMIT_VELOCITY=10");
    const double start = print_time(printer);

    printer.run("G1 X100 A50 F18000");

    EXPECT_GT(print_time(printer), start + 5.0);
}

}  // namespace
}  // namespace escapement::modules
