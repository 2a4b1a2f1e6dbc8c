// Which commands macros call, and what is said about those that are not there.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/macro_words.hpp"

#include <gtest/gtest.h>

#include "config/reader.hpp"
#include "modules/modules.hpp"

namespace escapement::app {
namespace {

config::Document document(const std::string& text) {
    auto reading = config::read_config("p.cfg", config::MemoryFiles({{"p.cfg", text}}));
    EXPECT_TRUE(reading.clean());
    return std::move(reading.document);
}

std::vector<std::string> words(const std::string& lines) {
    const auto config = document("[gcode_macro M]\ngcode:\n" + lines);
    std::vector<std::string> out;
    for (const auto& word : command_words(*config.find("gcode_macro M")->find("gcode")))
        out.push_back(std::to_string(word.place.line) + " " + word.name);
    return out;
}

std::vector<std::string> complaints(const std::string& text) {
    std::vector<std::string> out;
    for (const auto& problem : check_command_words(document(text), modules::all_modules()))
        out.push_back(problem.text());
    return out;
}

using Words = std::vector<std::string>;

TEST(MacroWords, within_a_guard_may_be_another_printers) {
    EXPECT_EQ(
        words("  {% if 'mmu' in printer %}\n  MMU_UNLOAD\n  {% else %}\n  M702\n  {% endif %}\n"
              "  {% if params.X is defined %}\n  MMU_HOME\n  {% endif %}\n"),
        Words{"9 MMU_HOME"});
    EXPECT_EQ(words("  {% if printer.firmware_retraction is defined %}{% if a %}\n  G10\n"
                    "  {% endif %}\n  G11\n  {% endif %}\n  M400\n"),
              Words{"8 M400"});
    EXPECT_EQ(words("  {% set retracts = wanted and (printer.firmware_retraction is defined) %}\n"
                    "  {% if retracts %}\n  G10\n  {% endif %}\n  G11\n"),
              Words{"7 G11"});
}

TEST(MacroWords, are_the_commands_that_are_written_out) {
    EXPECT_EQ(words("  G28\n  g1x10 y{params.Y}\n  bed_mesh_clear\n"),
              (Words{"3 G28", "4 G1", "5 BED_MESH_CLEAR"}));
    EXPECT_EQ(words("  {% if a %}PAUSE{% endif %}\n  {% if b %}\n\n  M117 Hello\n  {% endif %}\n"),
              (Words{"3 PAUSE", "6 M117"}));
    EXPECT_EQ(words("  {command} X1\n  T{n}\n  M{104 if a else 109} S200\n"), Words{});
    EXPECT_EQ(
        words("  {% set text %}Hello world{% endset %}\n  {% set t -%}\n  Bye\n  {%- endset %}\n"
              "  G28\n"),
        Words{"7 G28"});
    EXPECT_EQ(words("  {% if a %}G28{% elif b %}G29{% endif %}\n  {% if a %} M117 x {% endif %}\n"
                    "  M{% if a %}104{% else %}109{% endif %} S200\n"),
              Words{"4 M117"});
    EXPECT_EQ(words("  {% set x = {'a': 1,\n  'b': 2} %}\n  G4 P{x.a\n  + 1}\n  M400\n"),
              (Words{"5 G4", "7 M400"}));
}

TEST(MacroWords, that_nobody_knows_come_with_the_nearest_name) {
    EXPECT_EQ(complaints("[gcode_macro PURGE_LINE]\nrename_existing: PURGE_BASE\ngcode:\n"
                         "  PURGE_BASE\n  PURGE_LIN\n  BED_MESH_CALIBRAT\n  M900 K0.05\n"),
              (Words{"p.cfg:5: [gcode_macro PURGE_LINE] gcode: Unknown command:\"PURGE_LIN\" (did "
                     "you mean 'PURGE_LINE'?)",
                     "p.cfg:6: [gcode_macro PURGE_LINE] gcode: Unknown "
                     "command:\"BED_MESH_CALIBRAT\" (did you mean 'BED_MESH_CALIBRATE'? it needs "
                     "a section [bed_mesh])",
                     "p.cfg:7: [gcode_macro PURGE_LINE] gcode: Unknown command:\"M900\"; "
                     "SET_PRESSURE_ADVANCE does that"}));
}

TEST(MacroWords, whose_section_is_missing_name_it) {
    EXPECT_EQ(complaints("[delayed_gcode d]\ngcode:\n  BED_MESH_CLEAR\n  M106 S255\n  DUMP_TMC "
                         "STEPPER=x\n  G1 X0\n"),
              (Words{"p.cfg:3: [delayed_gcode d] gcode: BED_MESH_CLEAR needs a section [bed_mesh]; "
                     "add one, or remove the line",
                     "p.cfg:4: [delayed_gcode d] gcode: M106 needs a section [fan]; add one, or "
                     "remove the line",
                     "p.cfg:5: [delayed_gcode d] gcode: DUMP_TMC needs a section [tmc2130] or "
                     "[tmc2208] or [tmc2209] or [tmc2240] or [tmc2660] or [tmc5160]; add one, or "
                     "remove the line"}));
    EXPECT_EQ(complaints("[fan]\n[bed_mesh]\n[tmc2209 stepper_x]\n[delayed_gcode d]\ngcode:\n"
                         "  BED_MESH_CLEAR\n  M106 S255\n  DUMP_TMC STEPPER=x\n"),
              Words{});
}

}  // namespace
}  // namespace escapement::app
