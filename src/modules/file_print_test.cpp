// Tests of files that stop in the middle; live, they are in tests/live.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/file_print.hpp"

#include <gtest/gtest.h>

#include "modules/testing_card.hpp"

namespace escapement::modules {
namespace {

using Lines = std::vector<std::string>;
using FilePrintTest = testing::CardTest;

TEST_F(FilePrintTest, a_pause_in_the_file_ends_behind_its_line_and_resume_goes_on) {
    const auto said = print("G1 X10 F6000\nM25\nG1 X20\n");

    EXPECT_EQ(x(), "10.0");
    EXPECT_EQ(stats("state"), R"("paused")");
    EXPECT_EQ(card("is_active"), "false");
    EXPECT_EQ(card("file_position"), "17");
    EXPECT_EQ(card("progress").substr(0, 5), "0.708");
    EXPECT_EQ(card("file_path"), "\"" + folder.path("cube.gcode") + "\"");

    printer.run("M24");
    printer.finish_files();
    EXPECT_EQ(x(), "20.0");
    EXPECT_EQ(stats("state"), R"("complete")");
}

TEST_F(FilePrintTest, goes_on_from_where_it_is_told) {
    folder.write("cube.gcode", "G1 X10 F6000\nG1 X20\nG1 Y5 X\n");

    printer.run("M23 cube.gcode\nM26 S13\nM24");
    printer.finish_files();

    const auto said = printer.said();
    EXPECT_EQ(x(), "20.0");
    EXPECT_EQ(said.back(), "!! cube.gcode:3: Unable to parse move 'G1 Y5 X'");
    EXPECT_EQ(printer.failure("M26 S-1"), "Error on 'M26 S-1': S: must be at least 0 (is -1)");
}

TEST_F(FilePrintTest, a_line_that_fails_ends_the_print_and_switches_heaters_off) {
    printer.run("M140 S60");

    const auto said = print("G1 X10 F6000\nG1 X500\nG1 X20\n");

    EXPECT_EQ(
        said.back(),
        "!! cube.gcode:2: Move out of range: 500.000 0.000 0.000 [0.000]; x goes from 0 to 200");
    EXPECT_EQ(stats("state"), R"("error")");
    EXPECT_EQ(
        stats("message"),
        R"("cube.gcode:2: Move out of range: 500.000 0.000 0.000 [0.000]; x goes from 0 to 200")");
    EXPECT_EQ(x(), "10.0");
    EXPECT_EQ(printer.status("heater_bed", "target"), "0.0");
    EXPECT_EQ(card("file_position"), "13") << "the line can be tried again";
}

TEST_F(FilePrintTest, a_damaged_file_ends_the_print) {
    const auto said = print("G1 X10 F6000\n\x01\x02\x03\n");

    EXPECT_EQ(said.back(),
              "!! cube.gcode:2: not text: this is not a G-code file, or a damaged one");
    EXPECT_EQ(stats("state"), R"("error")");
}

TEST_F(FilePrintTest, a_file_may_cancel_itself_and_the_next_one_starts_clean) {
    auto said = print("G1 X10 F6000\nCANCEL_PRINT\nG1 X20\n");

    EXPECT_EQ(stats("state"), R"("cancelled")");
    EXPECT_EQ(x(), "10.0");
    EXPECT_EQ(card("file_path"), "null");

    said = print("G1 X30 F6000\n");
    EXPECT_EQ(said.back(), "Done printing file");
    EXPECT_EQ(x(), "30.0");
}

}  // namespace
}  // namespace escapement::modules
