// Tests of what becomes of a print when a line fails.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/error_policy.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "modules/testing_card.hpp"

namespace escapement::modules {
namespace {

using Lines = std::vector<std::string>;

class ErrorPolicyTest : public testing::CardTest {
  protected:
    ErrorPolicyTest()
        : testing::CardTest("[error_policy]\nmove_out_of_range: warn\ncommand_error: pause\n") {}
};

TEST_F(ErrorPolicyTest, a_move_out_of_range_may_be_left_out) {
    const auto said = print("G1 X10 F6000\nG1 X500\nG1 X20\n");

    EXPECT_EQ(
        said[said.size() - 2],
        "!! cube.gcode:2: Move out of range: 500.000 0.000 0.000 [0.000]; x goes from 0 to 200");
    EXPECT_EQ(said.back(), "Done printing file");
    EXPECT_EQ(x(), "20.0");
    EXPECT_EQ(stats("state"), R"("complete")");
}

TEST_F(ErrorPolicyTest, another_error_may_pause_the_print_behind_its_line) {
    auto said = print("G1 X10 F6000\nG92 X1000000 Y\nG1 X20\n");

    EXPECT_EQ(stats("state"), R"("paused")");
    EXPECT_EQ(printer.status("pause_resume", "is_paused"), "true");
    printer.run("RESUME");
    printer.finish_files();
    EXPECT_EQ(x(), "20.0");
}

class MacroErrorPolicyTest : public testing::CardTest {
  protected:
    MacroErrorPolicyTest()
        : testing::CardTest(
              "[error_policy]\nmacro_error: warn\n[gcode_macro BAD]\ngcode:\n"
              "  G1 X{1 / 0}\n[gcode_macro COMPLAIN]\ngcode:\n"
              "  {action_raise_error('no filament')}\n") {}
};

TEST_F(MacroErrorPolicyTest, a_macro_that_fails_may_be_passed_over) {
    const auto said = print("BAD\nCOMPLAIN\nG1 X20 F6000\nG1 X500\n");

    EXPECT_EQ(x(), "20.0") << "a move out of range still ends the print";
    EXPECT_EQ(stats("state"), R"("error")");
    const auto complaint = std::find_if(said.begin(), said.end(), [](const std::string& line) {
        return line.starts_with("!! cube.gcode:2: ") &&
               line.find("no filament") != std::string::npos;
    });
    EXPECT_NE(complaint, said.end());
}

TEST(ErrorPolicy, knows_its_words) {
    testing::OfflinePrinter printer("[error_policy]\ncommand_error: ignore\n");

    EXPECT_NE(printer.problems().find("command_error"), std::string::npos) << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
