// Tests of files of variables; the expected text is what Klipper writes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/variable_file.hpp"

#include <gtest/gtest.h>

namespace escapement::modules {
namespace {

std::string rewritten(const std::string& text) {
    const auto variables = parse_variables(text);
    return variables ? print_variables(*variables) : variables.error().what;
}

TEST(VariableFile, is_written_as_it_was_read) {
    const std::string text =
        "[Variables]\na = 1\nb = 1e-05\nc = 'it\\'s \"so\"'\nd = [1, 2.5, 'x']\n"
        "e = {'k': (1, 2), 3: None}\nf = (1,)\ng = True\nh = \"don't\"\n\n";

    EXPECT_EQ(rewritten(text), text);
}

TEST(VariableFile, is_read_as_people_write_it) {
    EXPECT_EQ(rewritten("# mine\n[Other]\nx = no value at all\n[Variables]\nZed: 0x10\n"
                        "; a remark\nList = [1,\n  2]\n\nalpha=\"text\"\r\n"),
              "[Variables]\nalpha = 'text'\nlist = [1, 2]\nzed = 16\n\n");
    EXPECT_EQ(rewritten(""), "[Variables]\n\n");
}

TEST(VariableFile, names_the_line_that_is_wrong) {
    EXPECT_EQ(rewritten("[Variables]\na = 1\nb 2\n"),
              "line 3: must be a name, an equals sign and a value");
    EXPECT_EQ(rewritten("[Variables]\na = 1\n\nA = 2\nc = 3\n"),
              "line 5: a variable of that name stands above");
    EXPECT_EQ(rewritten("[Variables\n"), "line 1: a section's name ends with ]");
    EXPECT_EQ(rewritten("[Variables]\na = 1\nb = hello\nc = 2\n").substr(0, 10), "line 3: b:");
}

TEST(VariableFile, keeps_what_nobody_here_can_hold_as_it_is_written) {
    const std::string text =
        "[Variables]\na = -(1)\nbig = 99999999999999999999\nset = {1,\n  2}\nz = b'x'\n";

    const auto file = parse_variables(text);

    ASSERT_TRUE(file);
    EXPECT_EQ(file->variables.size(), 1u);
    ASSERT_TRUE(file->unheld.contains("set"));
    EXPECT_EQ(file->unheld.at("set").line, 4);
    EXPECT_EQ(file->unheld.at("set").why, "a set cannot be kept; write a list: [1, 2] (column 1)");
    const std::string written = print_variables(*file);
    EXPECT_EQ(written,
              "[Variables]\na = -1\nbig = 99999999999999999999\nset = {1,\n\t2}\nz = b'x'\n\n");
    EXPECT_EQ(rewritten(written), written);
    EXPECT_EQ(rewritten("[Variables]\na = {1}\na = 2\nb = 1\n"),
              "line 4: a variable of that name stands above");
}

}  // namespace
}  // namespace escapement::modules
