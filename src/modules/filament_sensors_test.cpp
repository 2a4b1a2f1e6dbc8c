// Tests of filament sensors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/filament_sensors.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using Lines = std::vector<std::string>;

TEST(FilamentSwitchSensor, is_watched_and_asked) {
    OfflinePrinter printer("[filament_switch_sensor spool]\nswitch_pin: ^PC0\n");
    printer.said();

    printer.run("QUERY_FILAMENT_SENSOR SENSOR=spool\nSET_FILAMENT_SENSOR SENSOR=spool ENABLE=0");

    EXPECT_TRUE(printer.sent("buttons_add").back().ends_with("pos=0 pin=PC0 pull_up=1"));
    EXPECT_EQ(printer.said(), Lines{"// Filament Sensor spool: filament not detected"});
    EXPECT_EQ(printer.status("filament_switch_sensor spool", "enabled"), "false");
    EXPECT_EQ(printer.status("filament_switch_sensor spool", "filament_detected"), "false");
}

TEST(FilamentSwitchSensor, mistakes_in_its_scripts_are_found) {
    OfflinePrinter printer(
        "[filament_switch_sensor spool]\nswitch_pin: ^PC0\nrunout_gcode: {% if %}\n");

    EXPECT_NE(printer.problems().find("[filament_switch_sensor spool] runout_gcode"),
              std::string::npos)
        << printer.problems();
}

TEST(FilamentMotionSensor, needs_an_extruder) {
    OfflinePrinter printer(
        "[filament_motion_sensor spool]\nswitch_pin: ^PC0\nextruder: extruder2\n");

    EXPECT_NE(printer.problems().find("[filament_motion_sensor spool] extruder: Unknown extruder "
                                      "'extruder2' (did you mean 'extruder'?)"),
              std::string::npos)
        << printer.problems();
}

TEST(FilamentMotionSensor, is_watched_and_asked) {
    OfflinePrinter printer(
        "[filament_motion_sensor spool]\nswitch_pin: ^PC0\nextruder: extruder\n");

    EXPECT_EQ(printer.problems(), "");
    EXPECT_EQ(printer.status("filament_motion_sensor spool", "enabled"), "true");
}

}  // namespace
}  // namespace escapement::modules
