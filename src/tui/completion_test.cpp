// Claims about completing lines of G-code.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/completion.hpp"

#include <gtest/gtest.h>

namespace escapement::tui {
namespace {

TEST(Completion, earlier_lines_come_first) {
    const std::vector<std::string> history{"M104 S200", "M104 S210"};
    EXPECT_EQ(complete("M10", history), "M104 S210");
    EXPECT_EQ(complete("M11", history), "M114 ");
    EXPECT_EQ(complete("set_g", {}), "SET_GCODE_OFFSET ");
    EXPECT_EQ(complete("", history), "");
    EXPECT_EQ(complete("XYZZY", history), "");
}

TEST(Completion, commands_are_explained) {
    EXPECT_EQ(command_help("m104 S2"), "hotend: S °C, T number");
    EXPECT_EQ(command_help("FROB"), "");
}

TEST(Completion, questions_are_harmless_and_moves_are_not) {
    EXPECT_TRUE(is_harmless(" m105 "));
    EXPECT_TRUE(is_harmless("M220 S90"));
    for (const char* line : {"G28", "G1 X1", "M104 S0", "M84", "M1050", "RESTART"})
        EXPECT_FALSE(is_harmless(line)) << line;
}

}  // namespace
}  // namespace escapement::tui
