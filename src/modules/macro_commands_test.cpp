// Tests tracing macros and reading them anew.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/macro_commands.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;
using testing::small_printer;
using Said = std::vector<std::string>;

const std::string two_macros = R"([gcode_macro LIFT]
gcode:
    {% set z = params.Z|default(1)|float * 2 %}
    {% if z > 1 %}
    ECHO Z{z} { params.F }

    {% endif %}
    INNER
[gcode_macro INNER]
gcode:
    {% for i in range(2) %}
    ECHO _{i}
    {% endfor %}
)";

TEST(MacroTrace, shows_lines_with_the_values_they_were_made_from) {
    OfflinePrinter printer(two_macros);

    printer.run("MACRO_TRACE ENABLE=1 MACRO=lift\nLIFT Z=2.5");

    EXPECT_EQ(printer.said(),
              (Said{"// Traced macros: LIFT",
                    "// LIFT:   set z = 5.0\n// LIFT:   if z > 1 is True\n// LIFT:   z = 5.0\n"
                    "// LIFT:   params.F = Undefined",
                    "// LIFT printer.cfg:66:5: ECHO Z5.0",
                    "// ECHO Z5.0",
                    "// LIFT printer.cfg:69:5: INNER",
                    "// ECHO _0",
                    "// ECHO _1"}));
}

TEST(MacroTrace, shows_all_templates_until_it_is_ended) {
    OfflinePrinter printer(two_macros);

    printer.run("MACRO_TRACE ENABLE=1\nINNER\nMACRO_TRACE ENABLE=0\nINNER");

    EXPECT_EQ(printer.said(),
              (Said{"// All macros are traced",
                    "// INNER:   set i = 0\n// INNER:   i = 0",
                    "// INNER printer.cfg:73:5: ECHO _0",
                    "// ECHO _0",
                    "// INNER:   set i = 1\n// INNER:   i = 1",
                    "// INNER printer.cfg:73:5: ECHO _1",
                    "// ECHO _1",
                    "// No macro is traced",
                    "// ECHO _0",
                    "// ECHO _1"}));
}

TEST(MacroTrace, shows_how_far_a_macro_came_that_fails) {
    OfflinePrinter printer(
        "[gcode_macro WIPE]\ngcode:\n    {% set z = 5 %}\n    ECHO Z{z}\n    ECHO A{params.A}"
        "{printer.nothing.there}\n    ECHO last\n");
    printer.run("MACRO_TRACE ENABLE=1");
    printer.said();

    const auto failure = printer.failure("WIPE A=1");

    EXPECT_EQ(printer.said(),
              (Said{"// WIPE: fails while it is evaluated; none of its lines runs",
                    "// WIPE:   set z = 5\n// WIPE:   z = 5",
                    "// WIPE printer.cfg:65:5: ECHO Z5",
                    "// WIPE:   params.A = '1'",
                    "// WIPE printer.cfg:66:5: ECHO A1",
                    "// WIPE: fails at printer.cfg:66:22: printer.nothing.there"}));
    EXPECT_NE(failure.find("printer.cfg:66:22"), std::string::npos) << failure;
}

TEST(MacroTrace, says_what_is_traced) {
    OfflinePrinter printer(two_macros);

    printer.run(
        "MACRO_TRACE\nMACRO_TRACE ENABLE=1 MACRO=LIFT\nMACRO_TRACE ENABLE=1 MACRO=INNER\n"
        "MACRO_TRACE ENABLE=0 MACRO=LIFT\nMACRO_TRACE");

    EXPECT_EQ(printer.said(),
              (Said{"// No macro is traced",
                    "// Traced macros: LIFT",
                    "// Traced macros: LIFT INNER",
                    "// Traced macros: INNER",
                    "// Traced macros: INNER"}));
    EXPECT_EQ(printer.failure("MACRO_TRACE ENABLE=1 MACRO=INER"),
              "There is no macro 'INER' (did you mean 'INNER'?)");
}

const std::string hello = "[gcode_macro HELLO]\nvariable_n: 1\ngcode: ECHO a{n}\n";

TEST(ReloadMacros, takes_new_texts_and_keeps_variables) {
    OfflinePrinter printer(hello);
    printer.run("SET_GCODE_VARIABLE MACRO=HELLO VARIABLE=n VALUE=7");
    printer.rewrite(std::string(small_printer) +
                    "[gcode_macro HELLO]\nvariable_n: 3\ngcode: ECHO b{n}\n[gcode_macro NEW]\n"
                    "gcode:\n");

    printer.run("RELOAD_GCODE_MACROS\nHELLO");

    EXPECT_EQ(printer.said(), (Said{"// 1 macros have changed", "// ECHO b7"}));
}

TEST(ReloadMacros, changes_nothing_when_something_is_wrong) {
    OfflinePrinter printer(hello + "[gcode_macro OTHER]\ngcode: ECHO x\n");
    printer.rewrite(
        std::string(small_printer) +
        "[gcode_macro HELLO]\ngcode: ECHO { 1 + }\n[gcode_macro OTHER]\ngcode: ECHO y\n");

    EXPECT_EQ(printer.failure("RELOAD_GCODE_MACROS"),
              "The macros stay as they are\n"
              "printer.cfg:63: [gcode_macro HELLO] gcode: Error loading template "
              "'gcode_macro HELLO:gcode'\n"
              "line 1: ECHO { 1 + } # unexpected 'end of print statement' (column 12; "
              "printer.cfg:63:19)");
    printer.run("HELLO\nOTHER");

    EXPECT_EQ(printer.said(), (Said{"// ECHO a1", "// ECHO x"}));
}

}  // namespace
}  // namespace escapement::modules
