// Finding the bed by hand.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/manual_probe.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(ManualProbe, commands_exist_only_while_it_is_active) {
    OfflinePrinter printer("[stepper_z]\nposition_min: -2\n");
    printer.run("G28\nTESTZ Z=-1");
    EXPECT_EQ(printer.said().back(),
              "// Unknown command:\"TESTZ\""
              "; it is there only while a probe is adjusted by hand");
    EXPECT_EQ(printer.status("manual_probe", "is_active"), "false");

    printer.run("MANUAL_PROBE");
    EXPECT_EQ(printer.status("manual_probe", "is_active"), "true");
    EXPECT_EQ(printer.said().back(), "// Z position: ?????? --> 0.000 <-- ??????");
    EXPECT_EQ(printer.failure("MANUAL_PROBE"),
              "Already in a manual Z probe. Use ABORT to abort it.");

    printer.run("ABORT\nACCEPT");
    EXPECT_EQ(printer.said().back(),
              "// Unknown command:\"ACCEPT\""
              "; it is there only while a probe is adjusted by hand");
    EXPECT_EQ(printer.status("manual_probe", "z_position"), "null");
}

TEST(ManualProbe, remembers_heights_and_halves_the_way_between_them) {
    OfflinePrinter printer("[stepper_z]\nposition_min: -2\n");
    printer.run("G28\nG1 Z1\nMANUAL_PROBE\nTESTZ Z=-.4");
    EXPECT_EQ(printer.said().back(), "// Z position: ?????? --> 0.600 <-- 1.000");

    printer.run("TESTZ Z=-.3");
    EXPECT_EQ(printer.said().back(), "// Z position: ?????? --> 0.300 <-- 0.600");
    printer.run("TESTZ Z=+");
    EXPECT_EQ(printer.said().back(), "// Z position: 0.300 --> 0.450 <-- 0.600");
    printer.run("TESTZ Z=--");
    EXPECT_EQ(printer.said().back(), "// Z position: ?????? --> 0.300 <-- 0.450");
    printer.run("TESTZ Z=-");
    EXPECT_EQ(printer.said().back(), "// Z position: ?????? --> 0.100 <-- 0.300");
    EXPECT_EQ(printer.status("manual_probe", "z_position_upper").substr(0, 3), "0.3");
}

TEST(ManualProbe, accepts_only_a_height_below_the_start) {
    OfflinePrinter printer("[stepper_z]\nposition_min: -2\n");

    printer.run("G28\nG1 Z1\nMANUAL_PROBE\nACCEPT");
    EXPECT_EQ(printer.said().back().substr(0, 25), "// Manual probe failed! U");
    printer.run("MANUAL_PROBE\nTESTZ Z=-.5\nNEXT");
    EXPECT_EQ(printer.said().back(), "// Z position is 0.500");
}

TEST(ManualProbe, ends_when_a_move_fails) {
    OfflinePrinter printer("[stepper_z]\nposition_min: -2\n");
    printer.run("G28\nMANUAL_PROBE");

    EXPECT_EQ(printer.failure("TESTZ Z=-9").substr(0, 17), "Move out of range");

    EXPECT_EQ(printer.status("manual_probe", "is_active"), "false");
}

TEST(ManualProbe, says_what_a_distance_must_be) {
    OfflinePrinter printer;
    printer.run("G28\nMANUAL_PROBE");

    EXPECT_EQ(printer.failure("TESTZ Z=down"),
              "Error on 'TESTZ Z=down': unable to parse down; give a distance in mm, +, ++, - or "
              "--");
    EXPECT_EQ(printer.failure("TESTZ"), "Error on 'TESTZ': missing Z");
    EXPECT_EQ(printer.status("manual_probe", "is_active"), "true");
}

TEST(ManualProbe, calibrates_the_endstop_of_z) {
    OfflinePrinter printer("[stepper_z]\nposition_endstop: 0.5\nposition_min: -2\n");

    printer.run("G28\nZ_ENDSTOP_CALIBRATE SPEED=7.3\nTESTZ Z=-.7\nACCEPT");

    EXPECT_EQ(printer.said().back(),
              "// stepper_z: position_endstop: 0.700\n"
              "// The SAVE_CONFIG command will update the printer config file\n"
              "// with the above and restart the printer.");
    EXPECT_EQ(printer.status("configfile", "save_config_pending_items"),
              R"({"stepper_z": {"position_endstop": "0.700"}})");
}

TEST(ManualProbe, makes_an_offset_of_the_g_code_the_endstops) {
    OfflinePrinter printer;
    printer.run("Z_OFFSET_APPLY_ENDSTOP");
    EXPECT_EQ(printer.said().back(), "// Nothing to do: Z Offset is 0");

    printer.run("SET_GCODE_OFFSET Z=-.25\nZ_OFFSET_APPLY_ENDSTOP");

    EXPECT_EQ(printer.status("configfile", "save_config_pending_items"),
              R"({"stepper_z": {"position_endstop": "0.250"}})");
}

}  // namespace
}  // namespace escapement::modules
