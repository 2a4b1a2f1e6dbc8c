// Tests of parts that are repeated.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/sdcard_loop.hpp"

#include <gtest/gtest.h>

#include "modules/testing_card.hpp"

namespace escapement::modules {
namespace {

using Lines = std::vector<std::string>;

class SdcardLoopTest : public testing::CardTest {
  protected:
    SdcardLoopTest() : testing::CardTest("[sdcard_loop]\n") {}
};

TEST_F(SdcardLoopTest, repeats_what_stands_between_loops_in_loops_included) {
    const auto said = print(
        "SDCARD_LOOP_BEGIN COUNT=3\nECHO a\nSDCARD_LOOP_BEGIN COUNT=2\nECHO b\nSDCARD_LOOP_END\n"
        "SDCARD_LOOP_END\nSDCARD_LOOP_END\nG1 X\n");

    std::string order;
    for (const auto& line : said)
        if (line.starts_with("// ECHO ")) order += line.back();
    EXPECT_EQ(order, "abbabbabb");
    EXPECT_EQ(said.back(), "!! cube.gcode:8: Unable to parse move 'G1 X'")
        << "lines are counted as they stand in the file";
}

TEST_F(SdcardLoopTest, an_endless_loop_ends_when_it_is_told_to_from_outside) {
    print("SDCARD_LOOP_BEGIN COUNT=0\nECHO a\nM25\nSDCARD_LOOP_END\n");

    printer.run("M24");
    printer.finish_files();
    EXPECT_EQ(printer.said(), Lines{"// ECHO a"});
    printer.run("SDCARD_LOOP_DESIST\nM24");
    printer.finish_files();
    EXPECT_EQ(printer.said(), Lines{"Done printing file"});
}

TEST_F(SdcardLoopTest, only_files_have_loops) {
    EXPECT_EQ(printer.failure("SDCARD_LOOP_BEGIN COUNT=2"), "Only permitted in SD file.");
    EXPECT_EQ(printer.failure("SDCARD_LOOP_END"), "Only permitted in SD file.");
    const auto said = print("SDCARD_LOOP_DESIST\n");
    EXPECT_EQ(said.back(), "!! cube.gcode:1: Only permitted outside of a SD file.");
}

TEST_F(SdcardLoopTest, too_many_loops_inside_of_each_other_are_refused) {
    std::string content;
    for (std::size_t i = 0; i <= SdcardLoop::deepest_loop; ++i)
        content += "SDCARD_LOOP_BEGIN COUNT=2\n";

    EXPECT_EQ(print(content).back(),
              "!! cube.gcode:1001: Too many loops inside of each other: at most 1000; is an "
              "SDCARD_LOOP_END missing?");
}

TEST(SdcardLoop, needs_a_card) {
    testing::OfflinePrinter printer("[sdcard_loop]\n");

    EXPECT_NE(printer.problems().find("[sdcard_loop] needs a section [virtual_sdcard]; add one"),
              std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
