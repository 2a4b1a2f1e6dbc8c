// Tests finding the lines of G-code that stand written out in a template.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/written_lines.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "template/template.hpp"

namespace escapement::templates {
namespace {

// "1:G28|3:M104 S", by line of the source.
std::string lines_of(std::string_view source) {
    const auto made = Template::compile(source, "test");
    if (!made) return made.error().what;
    std::string text;
    for (const auto& line : made->written_lines())
        text += (text.empty() ? "" : "|") + std::to_string(line.line) + ":" + line.text;
    return text;
}

TEST(WrittenLines, are_found_with_their_places) {
    EXPECT_EQ(lines_of("G28\n  M104 S{ temp }\n\n\tPARK X=1 ; away\n"),
              "1:G28|2:M104 S|4:PARK X=1 ; away");
}

TEST(WrittenLines, are_found_in_every_branch_and_loop) {
    EXPECT_EQ(lines_of("{% if a %}\nG28\n{% elif b %}\nG29\n{% else %}\nG30\n{% endif %}\n"
                       "{% for i in x %}\nG31\n{% else %}\nG32\n{% endfor %}\n"
                       "{% with y = 1 %}G33{% endwith %}"),
              "2:G28|4:G29|6:G30|9:G31|11:G32|13:G33");
    EXPECT_EQ(lines_of("{% if a %}T0{% else %}T1{% endif %}\nM5"), "1:T0|1:T1|2:M5");
}

TEST(WrittenLines, commands_that_are_computed_are_left_out) {
    EXPECT_EQ(lines_of("{ tool }\nT{ tool }\n{ a } B\nM104 { b }S1"), "4:M104 ");
    EXPECT_EQ(lines_of("M{% if a %}104{% endif %} S1\nG1{% if a %} X1{% endif %} Y2"), "");
    EXPECT_EQ(lines_of("G1 X1{% if a %} Y1{% endif %} Z1"), "1:G1 X1");
}

TEST(WrittenLines, text_that_is_not_printed_is_left_out) {
    EXPECT_EQ(lines_of("{% set x %}G1{% endset %}{% macro f() %}\nG2\n{% endmacro %}\n"
                       "{% filter upper %}\ng3\n{% endfilter %}{# G4 #}\nG5"),
              "7:G5");
}

}  // namespace
}  // namespace escapement::templates
