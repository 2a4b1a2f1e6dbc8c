// Claims about waits for temperatures, and what becomes of those that do not end.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/heat_waits.hpp"

#include <gtest/gtest.h>

namespace escapement::app {
namespace {

TEST(HeatWaits, are_those_that_end_with_a_temperature) {
    EXPECT_TRUE(waits_for_heat("M109"));
    EXPECT_TRUE(waits_for_heat("TEMPERATURE_WAIT"));
    EXPECT_FALSE(waits_for_heat("M104"));
}

TEST(HeatWaits, endless_ones_say_what_was_read_last_and_are_about_heat) {
    const std::string text = endless_wait("T0:21.0 /200.0").what();

    EXPECT_EQ(text,
              "waited an hour for a temperature that does not come (T0:21.0 /200.0); set a target "
              "that the heater can reach and keep");
    EXPECT_TRUE(is_about_heat("cube.gcode:3: " + text));
    EXPECT_TRUE(is_about_heat("cube.gcode:6: Extrude below minimum temp\nSee the config"));
    EXPECT_FALSE(is_about_heat("cube.gcode:2: Move out of range"));
}

}  // namespace
}  // namespace escapement::app
