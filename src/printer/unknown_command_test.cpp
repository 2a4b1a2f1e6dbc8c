// Remedies for commands that are not there.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/unknown_command.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace escapement::printer {
namespace {

const std::vector<std::string> some_commands{"G1", "G28", "M400", "SET_PRESSURE_ADVANCE"};

TEST(UnknownCommand, names_the_section_that_would_bring_it) {
    EXPECT_EQ(unknown_command_remedy("BED_MESH_CLEAR", some_commands),
              "; it needs a section [bed_mesh]");
    EXPECT_EQ(unknown_command_remedy("MACRO_TRACE", some_commands),
              "; it needs a section [gcode_macro NAME]");
}

TEST(UnknownCommand, names_what_does_the_same) {
    EXPECT_EQ(unknown_command_remedy("M900", some_commands), "; SET_PRESSURE_ADVANCE does that");
    EXPECT_EQ(unknown_command_remedy("M141", some_commands),
              "; SET_HEATER_TEMPERATURE does that for a [heater_generic]; a macro of this name can "
              "call it");
    EXPECT_EQ(unknown_command_remedy("T1", some_commands),
              "; tools are changed by macros: a [gcode_macro T1] can call ACTIVATE_EXTRUDER "
              "EXTRUDER=extruder1");
    EXPECT_EQ(unknown_command_remedy("T0", some_commands),
              "; tools are changed by macros: a [gcode_macro T0] can call ACTIVATE_EXTRUDER "
              "EXTRUDER=extruder");
}

TEST(UnknownCommand, of_a_letter_and_a_number_is_no_slip_of_another_one) {
    EXPECT_EQ(unknown_command_remedy("M401", some_commands), "");
    EXPECT_EQ(unknown_command_remedy("G27", some_commands), "");
}

TEST(UnknownCommand, that_is_misspelt_gets_the_right_name) {
    EXPECT_EQ(unknown_command_remedy("SET_PRESURE_ADVANCE", some_commands),
              " (did you mean 'SET_PRESSURE_ADVANCE'?)");
    EXPECT_EQ(unknown_command_remedy("BED_MESH_CALIBRAT", some_commands),
              " (did you mean 'BED_MESH_CALIBRATE'? it needs a section [bed_mesh])");
    EXPECT_EQ(unknown_command_remedy("EXECUTE_ORDER", some_commands), "");
}

}  // namespace
}  // namespace escapement::printer
