// Tests macros: what they see, how they run, and what is said when they fail.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/gcode_macro.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "modules/testing_printer.hpp"
#include "printer/dispatcher.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using Said = std::vector<std::string>;

// The small printer has 61 lines: a section that is added begins in line 62.
std::string macro(const std::string& name, const std::string& rest) {
    return "[gcode_macro " + name + "]\n" + rest + "\n";
}

// What a macro of one line says when it is called with these parameters.
std::string echoed(const std::string& expression, const std::string& call = "M") {
    OfflinePrinter printer(macro("M", "variable_a: 1\ngcode: ECHO _" + expression));
    if (!printer.problems().empty()) return printer.problems();
    if (auto failure = printer.failure(call); !failure.empty()) return failure;
    return printer.said().at(0).substr(9);
}

TEST(GcodeMacro, sees_its_parameters) {
    EXPECT_EQ(echoed("{params.A} {params.B|int + 1}", "m a=x b=2"), "x 3");
    EXPECT_EQ(echoed("{params.A}", "M A=\"two words\""), "two words");
    EXPECT_EQ(echoed("{params.A|default('none')} {params|length}"), "none 0");
    EXPECT_EQ(echoed("{rawparams}", "M  A=1 ; note"), " A=1 ; note");
    EXPECT_EQ(echoed("{params}", "M B=1 A=2"), "{'B': '1', 'A': '2'}");
}

TEST(GcodeMacro, of_a_traditional_name_takes_words) {
    OfflinePrinter printer(macro("M600", "gcode: ECHO _{params} [{rawparams}]"));

    printer.run("M600 X1.5 y-2 Tabc\nN7 M600 X1*99");

    EXPECT_EQ(printer.said(),
              (Said{"// ECHO _{'M': '600', 'X': '1.5', 'Y': '-2', 'TABC': ''} [X1.5 y-2 Tabc]",
                    "// ECHO _{'N': '7', 'M': '600', 'X': '1', '*': '99'} [X1]"}));
}

TEST(GcodeMacro, refuses_parameters_that_are_none) {
    EXPECT_EQ(echoed("1", "M A"), "Malformed command 'M A'");
}

TEST(GcodeMacro, has_variables_that_are_values_of_python) {
    OfflinePrinter printer(macro("M", R"(variable_Count: 3
variable_spot: (1, 2.5)
variable_map: {'a': [1], 2: None}
variable_text: "it's"
gcode:
    ECHO _{count + 1} {spot} {map} {text} {map[2]} {map.a[0]})"));
    ASSERT_EQ(printer.problems(), "");

    printer.run("M");

    EXPECT_EQ(printer.said(), Said{"// ECHO _4 (1, 2.5) {'a': [1], 2: None} it's None 1"});
    EXPECT_EQ(printer.status("gcode_macro M", "map"), R"({"a": [1], "2": null})");
    EXPECT_EQ(printer.status("gcode_macro M", "count"), "3");
}

TEST(GcodeMacro, variables_are_set_by_a_command_and_seen_by_others) {
    OfflinePrinter printer(macro("Store", "variable_x: 0\nvariable_list: []\ngcode:") +
                           macro("LOOK",
                                 "gcode: ECHO _{printer['gcode_macro Store'].x} "
                                 "{printer['gcode_macro Store'].list} "
                                 "{'x' in printer['gcode_macro Store']} "
                                 "{printer['gcode_macro Store'].y is defined}"));
    ASSERT_EQ(printer.problems(), "");

    printer.run(
        "SET_GCODE_VARIABLE MACRO=Store VARIABLE=x VALUE=-1.5\n"
        "SET_GCODE_VARIABLE MACRO=Store VARIABLE=list VALUE=\"[1, {'a': (2,)}]\"\nLOOK\n"
        "SET_GCODE_VARIABLE MACRO=Store VARIABLE=x VALUE='\"text\"'\nLOOK");

    EXPECT_EQ(printer.said(),
              (Said{"// ECHO _-1.5 [1, {'a': (2,)}] True False",
                    "// ECHO _text [1, {'a': (2,)}] True False"}));
}

TEST(GcodeMacro, a_variable_that_is_set_wrongly_keeps_its_value) {
    OfflinePrinter printer(macro("M", "variable_speed: 5\ngcode: ECHO _{speed}"));

    EXPECT_EQ(printer.failure("SET_GCODE_VARIABLE MACRO=M VARIABLE=sped VALUE=1"),
              "Unknown gcode_macro variable 'sped' (did you mean 'speed'?)");
    EXPECT_EQ(printer.failure("SET_GCODE_VARIABLE MACRO=M VARIABLE=speed VALUE=fast"),
              "Unable to parse 'fast' as a literal: 'fast' is not a value; text needs quotes: "
              "\"fast\" (column 1) in 'SET_GCODE_VARIABLE MACRO=M VARIABLE=speed VALUE=fast'");
    EXPECT_EQ(printer.failure("SET_GCODE_VARIABLE MACRO=M VARIABLE=speed"),
              "Error on 'SET_GCODE_VARIABLE MACRO=M VARIABLE=speed': missing VALUE");
    EXPECT_EQ(printer.failure("SET_GCODE_VARIABLE MACRO=m VARIABLE=speed VALUE=1"),
              "The value 'm' is not valid for MACRO. Options: 'M' (did you mean 'M'?)");
    printer.run("M");

    EXPECT_EQ(printer.said(), Said{"// ECHO _5"});
}

TEST(GcodeMacro, what_a_template_does_to_its_own_list_stays) {
    OfflinePrinter printer(
        macro("M", "variable_list: []\ngcode:\n  {% do list.append(1) %}\n  ECHO _{list}"));

    printer.run("M\nM");

    EXPECT_EQ(printer.said(), (Said{"// ECHO _[1]", "// ECHO _[1, 1]"}));
}

TEST(GcodeMacro, sees_the_status_of_the_printer) {
    EXPECT_EQ(echoed("{printer.toolhead.position} {printer.gcode_move.homing_origin.z}"),
              "(0.0, 0.0, 0.0, 0.0) 0.0");
    EXPECT_EQ(echoed("{printer.toolhead.axis_maximum.x} {printer.extruder.target}"), "200.0 0.0");
    EXPECT_EQ(echoed("{printer.configfile.settings.extruder.nozzle_diameter}"), "0.4");
    EXPECT_EQ(echoed("{printer.configfile.config['gcode_macro M'].variable_a}"), "1");
    EXPECT_EQ(echoed("{printer.configfile.settings['gcode_macro m'].variable_a}"), "1");
    EXPECT_EQ(echoed("{'heater_bed' in printer} {printer.nobody is defined}"), "True False");
}

TEST(GcodeMacro, values_are_read_before_its_lines_run) {
    OfflinePrinter printer(
        macro("M", "gcode:\n  M104 S100\n  ECHO _{printer.extruder.target}\n  AFTER") +
        macro("AFTER", "gcode: ECHO _{printer.extruder.target}"));

    printer.run("M");

    EXPECT_EQ(printer.said(), (Said{"// ECHO _0.0", "// ECHO _100.0"}));
}

TEST(GcodeMacro, calls_others_with_parameters) {
    OfflinePrinter printer(macro("OUTER", "gcode: INNER A={params.A|float * 2} {rawparams}") +
                           macro("INNER", "gcode: ECHO _{params.A} {params.B}"));

    printer.run("OUTER A=1.5 B=x");

    EXPECT_EQ(printer.said(), Said{"// ECHO _1.5 x"});
}

TEST(GcodeMacro, takes_the_place_of_a_command) {
    OfflinePrinter printer(
        macro("g28", "rename_existing: G28.1\ngcode:\n  ECHO first\n  G28.1 { rawparams }") +
        macro("STATUS", "rename_existing: STATUS_BASE\ngcode:\n  ECHO mine\n  STATUS_BASE"));
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28 X\nSTATUS");

    EXPECT_EQ(printer.said(), (Said{"// ECHO first", "// ECHO mine", "// Klipper state: Ready"}));
    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"x\"");
}

TEST(GcodeMacro, renames_may_follow_each_other) {
    OfflinePrinter printer(macro("ECHO", "rename_existing: ECHO_1\ngcode: ECHO_1 A=1") +
                           macro("ECHO_1", "rename_existing: ECHO_2\ngcode: ECHO_2 B=1"));
    ASSERT_EQ(printer.problems(), "");

    printer.run("ECHO");

    EXPECT_EQ(printer.said(), Said{"// ECHO_2 B=1"});
}

TEST(GcodeMacro, is_listed_with_its_description) {
    OfflinePrinter printer(macro("park", "description: Move aside\ngcode:") +
                           macro("X_1", "gcode:") +
                           macro("HELP", "rename_existing: HELP_BASE\ngcode: HELP_BASE"));
    ASSERT_EQ(printer.problems(), "");

    printer.run("HELP");

    const auto said = printer.said().at(0);
    EXPECT_NE(said.find("\n// PARK      : Move aside\n"), std::string::npos) << said;
    EXPECT_NE(said.find("\n// X_1       : G-Code macro"), std::string::npos) << said;
    EXPECT_NE(said.find("\n// HELP_BASE : Renamed builtin of 'HELP'\n"), std::string::npos) << said;
}

TEST(GcodeMacro, names_may_end_in_letters_of_any_alphabet) {
    OfflinePrinter printer(macro("ENDE_Ü", "gcode: ECHO _{params.A}"));
    ASSERT_EQ(printer.problems(), "");

    printer.run("ENDE_Ü A=1");

    EXPECT_EQ(printer.said(), Said{"// ECHO _1"});
}

TEST(GcodeMacro, names_that_cannot_be_commands_are_problems) {
    const std::pair<std::string, std::string> cases[] = {
        {macro("two words", "gcode:"),
         "[gcode_macro two words] Name of section 'gcode_macro two words' contains illegal "
         "whitespace"},
        {macro("M2X", "gcode:"),
         "[gcode_macro M2X] Can't register 'M2X' as it is an invalid name: use capitals, digits "
         "and '_', and letters in the first two places, or a letter and a number"},
        {macro("A-B", "gcode:"),
         "[gcode_macro A-B] Can't register 'A-B' as it is an invalid name: use capitals, digits "
         "and '_', and letters in the first two places, or a letter and a number"},
        {macro("G28", "gcode:"),
         "[gcode_macro G28] gcode command G28 already registered: give the macro another name, or "
         "the command with rename_existing"},
    };

    for (const auto& [config, expected] : cases)
        EXPECT_EQ(OfflinePrinter(config).problems(), "printer.cfg:62: " + expected);
}

TEST(GcodeMacro, renames_that_cannot_work_are_problems) {
    const std::pair<std::string, std::string> cases[] = {
        {macro("G28", "rename_existing: G28_BASE\ngcode:"),
         "[gcode_macro G28] rename_existing: G-Code macro rename of different types ('G28' vs "
         "'G28_BASE'): the new name must be a letter and a number, such as G28.1"},
        {macro("STATUS", "rename_existing: M99\ngcode:"),
         "[gcode_macro STATUS] rename_existing: G-Code macro rename of different types ('STATUS' "
         "vs "
         "'M99'): the new name must not be a letter and a number; try STATUS_BASE"},
        {macro("STATUS", "rename_existing: old\ngcode:"),
         "[gcode_macro STATUS] rename_existing: Can't register 'old' as it is an invalid name: use "
         "capitals, digits and '_', and letters in the first two places, or a letter and a number"},
        {macro("NOTHING", "rename_existing: NOTHING_BASE\ngcode:"),
         "[gcode_macro NOTHING] rename_existing: Existing command 'NOTHING' not found in "
         "gcode_macro rename; without this option the macro is a command of its own"},
        {macro("STATUS", "rename_existing: HELP\ngcode:"),
         "[gcode_macro STATUS] rename_existing: gcode command HELP already registered in "
         "gcode_macro rename; without this option the macro is a command of its own"},
    };

    for (const auto& [config, expected] : cases)
        EXPECT_EQ(OfflinePrinter(config).problems(), "printer.cfg:63: " + expected);
}

TEST(GcodeMacro, everything_wrong_with_macros_is_told_at_once) {
    OfflinePrinter printer(macro("A", "variable_x: abc\nvariable_y: [1\ngcode: { 1 + }") +
                           macro("B", "description: no text") +
                           macro("C", "gcode:\n  G28\n  {% if %}\n  {% endif %}"));

    EXPECT_EQ(
        printer.problems(),
        "printer.cfg:63: [gcode_macro A] variable_x: Option 'variable_x' in section "
        "'gcode_macro A' is not a valid literal: 'abc' is not a value; text needs quotes: "
        "\"abc\" (column 1)\n"
        "printer.cfg:64: [gcode_macro A] variable_y: Option 'variable_y' in section "
        "'gcode_macro A' is not a valid literal: expected ',' or ']' (column 3)\n"
        "printer.cfg:65: [gcode_macro A] gcode: Error loading template 'gcode_macro A:gcode'\n"
        "line 1: { 1 + } # unexpected 'end of print statement' (column 7; printer.cfg:65:14)\n"
        "printer.cfg:66: [gcode_macro B] gcode: must be specified\n"
        "printer.cfg:71: [gcode_macro C] gcode: Error loading template 'gcode_macro C:gcode'\n"
        "line 3: {% if %} # Expected an expression, got 'end of statement block' (column 7; "
        "printer.cfg:71:9)");
}

TEST(GcodeMacro, what_fails_names_the_chain_of_macros) {
    OfflinePrinter printer(macro("OUTER",
                                 "gcode:\n  # go\n  ECHO start\n  {% if 1 %}\n  INNER X=500\n"
                                 "  {% endif %}\n  ECHO never") +
                           macro("INNER", "gcode:\n  G90\n  G1 X{params.X}"));
    printer.run("G28");

    const auto failure = printer.failure("OUTER");

    EXPECT_EQ(failure,
              "Move out of range: 500.000 0.000 0.000 [0.000]; x goes from 0 to 200\n"
              "in gcode_macro INNER:gcode, printer.cfg:73:3: G1 X500\n"
              "in gcode_macro OUTER:gcode, printer.cfg:67:3: INNER X=500");
    EXPECT_EQ(printer.said(), Said{"// ECHO start"});
}

TEST(GcodeMacro, an_expression_that_fails_names_macro_line_and_expression) {
    OfflinePrinter printer(macro("OUTER", "gcode: INNER") +
                           macro("INNER", "gcode:\n  ECHO _{params.TEMP + 5}"));

    EXPECT_EQ(printer.failure("OUTER"),
              "Error evaluating 'gcode_macro INNER:gcode': jinja2.exceptions.UndefinedError: 'dict "
              "object' has no attribute 'TEMP' (line 2, column 8: params.TEMP + 5; "
              "printer.cfg:66:10); give it a value with |default(...), or ask `is defined` first\n"
              "in gcode_macro OUTER:gcode, printer.cfg:63:8: INNER");
}

TEST(GcodeMacro, that_calls_itself_is_refused_and_can_be_called_again) {
    OfflinePrinter printer(macro("PING", "gcode:\n  {% if not params.STOP %}PONG{% endif %}") +
                           macro("PONG", "gcode: PING"));

    EXPECT_EQ(printer.failure("PING"),
              "Macro PING called recursively\n"
              "in gcode_macro PONG:gcode, printer.cfg:66:8: PING\n"
              "in gcode_macro PING:gcode, printer.cfg:64:27: PONG");
    EXPECT_EQ(printer.failure("PING STOP=1"), "");
}

TEST(GcodeMacro, that_never_ends_is_ended) {
    OfflinePrinter printer(
        macro("M", "gcode:\n  {% for i in range(1000000000) %}\n  {% endfor %}\n  ECHO never"));

    const auto failure = printer.failure("M");

    EXPECT_NE(failure.find("Error evaluating 'gcode_macro M:gcode'"), std::string::npos) << failure;
    EXPECT_EQ(printer.said(), Said{});
}

TEST(GcodeMacro, long_script_lets_others_have_their_turn_and_can_be_ended) {
    OfflinePrinter printer(
        macro("M",
              "variable_n: 0\ngcode:\n  {% for i in range(1000) %}\n"
              "  SET_GCODE_VARIABLE MACRO=M VARIABLE=n VALUE={i}\n  {% endfor %}"));
    auto& gcode = printer.printer().gcode();
    {
        auto task = gcode.run("M");
        ASSERT_TRUE(task);
        task->start();
        EXPECT_FALSE(task->done());
        EXPECT_EQ(printer.failure("M"), "Macro M called recursively");
    }

    const auto reached = std::stoi(printer.status("gcode_macro M", "n"));

    EXPECT_GT(reached, 10);
    EXPECT_LT(reached, 500);
    EXPECT_EQ(printer.failure("M"), "");
    EXPECT_EQ(printer.status("gcode_macro M", "n"), "999");
}

TEST(GcodeMacro, runs_what_waits_in_its_order) {
    OfflinePrinter printer(
        macro("M", "gcode:\n  G28\n  G1 X10 F6000\n  M400\n  ECHO moved\n  INNER") +
        macro("INNER", "gcode:\n  G4 P10\n  ECHO waited"));

    printer.run("M\nECHO end");

    EXPECT_EQ(printer.said(), (Said{"// ECHO moved", "// ECHO waited", "// ECHO end"}));
    EXPECT_EQ(printer.status("toolhead", "position"), "[10.0, 0.0, 0.0, 0.0]");
}

}  // namespace
}  // namespace escapement::modules
