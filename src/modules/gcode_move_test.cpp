// Tests of the movement commands on a whole printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/gcode_move.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using Said = std::vector<std::string>;
using testing::OfflinePrinter;

TEST(GcodeMove, reports_the_position_in_the_files_terms) {
    OfflinePrinter printer;
    printer.run("G28\nG1 X10 Y20 Z5 F6000\nG92 X1 E7");

    printer.run("M114");

    EXPECT_EQ(printer.said(), (Said{"X:1.000 Y:20.000 Z:5.000 E:7.000"}));
}

TEST(GcodeMove, before_homing_a_move_is_refused_and_nothing_changes) {
    OfflinePrinter printer;

    EXPECT_TRUE(printer.failure("G1 X10").starts_with("Must home axis first: 10.000 0.000 0.000"));

    printer.run("M114");
    EXPECT_EQ(printer.said(), (Said{"X:0.000 Y:0.000 Z:0.000 E:0.000"}));
}

TEST(GcodeMove, a_move_out_of_range_leaves_the_last_position_where_the_machine_is) {
    OfflinePrinter printer;
    printer.run("G28\nG1 X10 F6000");

    EXPECT_TRUE(printer.failure("G1 X500").starts_with("Move out of range: 500.000"));

    EXPECT_EQ(printer.status("gcode_move", "position"), "[10.0, 0.0, 0.0, 0.0]");
}

TEST(GcodeMove, homing_forgets_a_renaming_but_not_an_offset) {
    OfflinePrinter printer;
    printer.run("G28\nG92 X50\nSET_GCODE_OFFSET X=1");

    printer.run("G28 X\nG1 X10");

    EXPECT_EQ(printer.status("gcode_move", "position"), "[11.0, 0.0, 0.0, 0.0]");
    EXPECT_EQ(printer.status("gcode_move", "homing_origin"), "[1.0, 0.0, 0.0, 0.0]");
}

TEST(GcodeMove, an_offset_can_be_adjusted_and_moved_to) {
    OfflinePrinter printer;
    printer.run("G28\nG1 Z1 F600\nSET_GCODE_OFFSET Z=0.25\nSET_GCODE_OFFSET Z_ADJUST=0.25 MOVE=1");

    EXPECT_EQ(printer.status("gcode_move", "position"), "[0.0, 0.0, 1.25, 0.0]");
    EXPECT_EQ(printer.status("gcode_move", "homing_origin"), "[0.0, 0.0, 0.5, 0.0]");
}

TEST(GcodeMove, a_saved_state_is_restored_and_moved_back_to) {
    OfflinePrinter printer;
    printer.run("G28\nG1 X10 Y10 F6000\nSAVE_GCODE_STATE NAME=a\nG91\nM83\nG1 X5 F600\nM220 S50");

    printer.run("RESTORE_GCODE_STATE NAME=a MOVE=1 MOVE_SPEED=20");

    EXPECT_EQ(printer.status("gcode_move", "position"), "[10.0, 10.0, 0.0, 0.0]");
    EXPECT_EQ(printer.status("gcode_move", "absolute_coordinates"), "true");
    EXPECT_EQ(printer.status("gcode_move", "absolute_extrude"), "true");
    EXPECT_EQ(printer.status("gcode_move", "speed"), "6000.0");
    EXPECT_EQ(printer.status("gcode_move", "speed_factor"), "1.0");
}

TEST(GcodeMove, the_speed_of_a_move_counts_only_when_there_is_one) {
    OfflinePrinter printer;
    printer.run("G28\nSAVE_GCODE_STATE");

    printer.run("RESTORE_GCODE_STATE MOVE_SPEED=0\nSET_GCODE_OFFSET Z=1 MOVE_SPEED=0");

    EXPECT_EQ(printer.failure("RESTORE_GCODE_STATE MOVE=1 MOVE_SPEED=0"),
              "MOVE_SPEED: must be above 0 (is 0)");
    EXPECT_EQ(printer.failure("SET_GCODE_OFFSET Z=1 MOVE=1 MOVE_SPEED=-2"),
              "MOVE_SPEED: must be above 0 (is -2)");
}

TEST(GcodeMove, a_state_nobody_saved_cannot_be_restored) {
    OfflinePrinter printer;

    EXPECT_EQ(printer.failure("RESTORE_GCODE_STATE NAME=b"), "Unknown g-code state: b");
}

TEST(GcodeMove, overrides_must_be_above_zero) {
    OfflinePrinter printer;

    EXPECT_EQ(printer.failure("G92 Xnan"),
              "Error on 'G92 Xnan': 'Xnan' is not X followed by a number");
    EXPECT_EQ(printer.failure("M220 Sabc"),
              "Error on 'M220 Sabc': 'Sabc' is not S followed by a number");
    EXPECT_EQ(printer.failure("M220 S0"), "Error on 'M220 S0': S: must be above 0 (is 0)");
    EXPECT_EQ(printer.failure("M221 S-5"), "Error on 'M221 S-5': S: must be above 0 (is -5)");
}

TEST(GcodeMove, inches_are_refused) {
    OfflinePrinter printer;

    EXPECT_EQ(printer.failure("G20"), "Machine does not support G20 (inches) command");
    EXPECT_EQ(printer.failure("G21"), "");
}

TEST(GcodeMove, cold_extrusion_is_refused_live_only) {
    OfflinePrinter printer;

    EXPECT_EQ(printer.failure("G28\nG1 X10 E0.1 F600"), "");
}

}  // namespace
}  // namespace escapement::modules
