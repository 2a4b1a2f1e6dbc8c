// Tests of G10 and G11.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/firmware_retraction.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

constexpr const char* retraction =
    "[firmware_retraction]\nretract_length: 2\nretract_speed: 30\nunretract_extra_length: 0.5\n";

TEST(FirmwareRetraction, g10_retracts_once_and_g11_takes_it_back_with_the_extra) {
    OfflinePrinter printer(retraction);

    printer.run("G28\nG10\nG10");
    EXPECT_EQ(printer.status("toolhead", "position"), "[0.0, 0.0, 0.0, -2.0]");
    printer.run("G11\nG11");

    EXPECT_EQ(printer.status("toolhead", "position"), "[0.0, 0.0, 0.0, 0.5]");
}

TEST(FirmwareRetraction, the_file_does_not_notice) {
    OfflinePrinter printer(retraction);

    printer.run("G28\nG1 X10 E1 F1200\nG10");

    EXPECT_EQ(printer.status("gcode_move", "gcode_position"), "[10.0, 0.0, 0.0, 1.0]");
    EXPECT_EQ(printer.status("gcode_move", "speed"), "1200.0");
    EXPECT_EQ(printer.status("gcode_move", "absolute_coordinates"), "true");
}

TEST(FirmwareRetraction, new_settings_count_as_not_retracted) {
    OfflinePrinter printer(retraction);

    printer.run("G28\nG10\nSET_RETRACTION RETRACT_LENGTH=1 UNRETRACT_SPEED=7\nG11\nG10");

    EXPECT_EQ(printer.status("toolhead", "position"), "[0.0, 0.0, 0.0, -3.0]");
    EXPECT_EQ(printer.status("firmware_retraction", "retract_length"), "1.0");
    EXPECT_EQ(printer.status("firmware_retraction", "unretract_speed"), "7.0");
}

TEST(FirmwareRetraction, settings_are_reported) {
    OfflinePrinter printer(retraction);
    printer.said();

    printer.run("GET_RETRACTION");

    EXPECT_EQ(printer.said().back(),
              "// RETRACT_LENGTH=2.00000 RETRACT_SPEED=30.00000 UNRETRACT_EXTRA_LENGTH=0.50000 "
              "UNRETRACT_SPEED=10.00000");
}

TEST(FirmwareRetraction, bounds_are_kept) {
    OfflinePrinter printer(retraction);

    EXPECT_EQ(printer.failure("SET_RETRACTION RETRACT_LENGTH=-1"),
              "Error on 'SET_RETRACTION RETRACT_LENGTH=-1': RETRACT_LENGTH: must be at least 0 "
              "(is -1)");
    EXPECT_NE(printer.failure("SET_RETRACTION RETRACT_SPEED=0.5"), "");
}

TEST(FirmwareRetraction, a_retraction_that_fails_has_not_happened) {
    OfflinePrinter printer("[firmware_retraction]\nretract_length: 60\n");

    EXPECT_EQ(printer.failure("G28\nG10").substr(0, 27), "Extrude only move too long ");
    EXPECT_EQ(printer.failure("G11"), "");
    EXPECT_EQ(printer.status("toolhead", "position"), "[0.0, 0.0, 0.0, 0.0]");
}

}  // namespace
}  // namespace escapement::modules
