// Tests of variables that are kept.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/save_variables.hpp"

#include <gtest/gtest.h>

#include "modules/testing_folder.hpp"
#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

class SaveVariablesTest : public ::testing::Test {
  protected:
    testing::Folder folder{"save_variables"};
    std::string section = "[save_variables]\nfilename: " + folder.path("variables.cfg") + "\n";
};

TEST_F(SaveVariablesTest, knows_what_the_file_says_and_what_is_saved_since) {
    folder.write("variables.cfg", "[Variables]\nnozzle = 0.4\n\n");
    testing::OfflinePrinter printer(section);

    printer.run("SAVE_VARIABLE VARIABLE=tool VALUE=2\nSAVE_VARIABLE VARIABLE=name VALUE=\"'a b'\"");
    printer.run("SAVE_VARIABLE VARIABLE=tool VALUE=3");

    EXPECT_EQ(printer.status("save_variables", "variables"),
              R"({"name": "a b", "nozzle": 0.4, "tool": 3})");
    EXPECT_EQ(folder.read("variables.cfg"), "[Variables]\nnozzle = 0.4\n\n")
        << "on paper no file is changed";
}

TEST_F(SaveVariablesTest, templates_see_tuples_and_keys_that_are_numbers) {
    folder.write("variables.cfg",
                 "[Variables]\noffset = (1, 2)\ntools = {0: 'a', 1: 'b', 'k': (1.0,)}\n");
    testing::OfflinePrinter printer(section + R"(
[respond]
[gcode_macro SHOW]
gcode:
  {% set v = printer.save_variables.variables %}
  RESPOND MSG="{v.tools[0]}{v.tools[1]} {v.tools['k']} {v.offset == (1, 2)} {v|length}"
)");
    ASSERT_EQ(printer.problems(), "");

    printer.run("SHOW");

    EXPECT_EQ(printer.said().back(), "echo: ab (1.0,) True 2");
}

TEST_F(SaveVariablesTest, refuses_what_is_no_name_or_no_value) {
    testing::OfflinePrinter printer(section);

    EXPECT_EQ(printer.failure("SAVE_VARIABLE VARIABLE=Tool VALUE=2"),
              "VARIABLE must not contain upper case");
    EXPECT_EQ(printer.failure("SAVE_VARIABLE VARIABLE=a:b VALUE=2"),
              "VARIABLE must be a name: letters, digits and underscores");
    EXPECT_EQ(printer.failure("SAVE_VARIABLE VARIABLE=tool VALUE=hello").substr(0, 36),
              "Unable to parse 'hello' as a literal");
    EXPECT_EQ(printer.failure("SAVE_VARIABLE VARIABLE=tool VALUE=1e400"),
              "Unable to save '1e400': the file cannot hold infinite numbers, and could not be "
              "read any more; give one up to 1.7e308");
    EXPECT_EQ(printer.failure("SAVE_VARIABLE VARIABLE=tool"),
              "Error on 'SAVE_VARIABLE VARIABLE=tool': missing VALUE");
    EXPECT_EQ(printer.status("save_variables", "variables"), "{}");
}

TEST_F(SaveVariablesTest, a_file_that_is_none_is_a_mistake_of_the_configuration) {
    folder.write("variables.cfg", "[Variables]\nnozzle = big\n");
    testing::OfflinePrinter printer(section);

    EXPECT_NE(printer.problems().find("Unable to parse existing variable file: " +
                                      folder.path("variables.cfg") + ", line 2: nozzle"),
              std::string::npos)
        << printer.problems();
}

TEST_F(SaveVariablesTest, tells_what_macros_cannot_see_and_loads_the_rest) {
    folder.write("variables.cfg", "[Variables]\nnozzle = 0.4\nids = {1, 2}\n");
    testing::OfflinePrinter printer(section);

    ASSERT_EQ(printer.problems(), "");
    EXPECT_EQ(printer.status("save_variables", "variables"), R"({"nozzle": 0.4})");
    EXPECT_EQ(printer.said().front(),
              "// " + folder.path("variables.cfg") +
                  ":3: macros cannot see the variable ids: a set cannot be kept; write a list: "
                  "[1, 2] (column 1). It stays in the file as it is");
    EXPECT_EQ(printer.failure("SAVE_VARIABLE VARIABLE=ids VALUE={3}"),
              "Unable to parse '{3}' as a literal: a set cannot be kept; write a list: [1, 2] "
              "(column 1)");
}

}  // namespace
}  // namespace escapement::modules
