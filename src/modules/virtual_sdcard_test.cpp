// Tests of choosing files to print.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/virtual_sdcard.hpp"

#include <gtest/gtest.h>

#include "modules/testing_card.hpp"

namespace escapement::modules {
namespace {

using Lines = std::vector<std::string>;
using VirtualSdcardTest = testing::CardTest;

TEST_F(VirtualSdcardTest, lists_chooses_prints_and_reports) {
    folder.write("cube.gcode", "G1 X10 F6000\nG1 X20");
    folder.write("Big.gcode", "G1 X1\n");

    printer.run("M21\nM20\nM27\nM23 CUBE.gcode\nM27\nM24");
    printer.finish_files();

    EXPECT_EQ(printer.said(),
              (Lines{"SD card ok",
                     "Begin file list",
                     "Big.gcode 6",
                     "cube.gcode 19",
                     "End file list",
                     "Not SD printing.",
                     "File opened:CUBE.gcode Size:19",
                     "File selected",
                     "SD printing byte 0/19",
                     "Done printing file"}));
    EXPECT_EQ(x(), "20.0");
    EXPECT_EQ(stats("state"), R"("complete")");
    EXPECT_EQ(stats("filename"), R"("CUBE.gcode")");
    EXPECT_EQ(card("file_path"), "null");
    EXPECT_EQ(card("is_active"), "false");
}

TEST_F(VirtualSdcardTest, prints_files_in_folders_below) {
    folder.write("parts/Clip.gcode", "G1 X7 F600\n");

    printer.run("SDCARD_PRINT_FILE FILENAME=/parts/clip.gcode");
    printer.finish_files();

    EXPECT_EQ(x(), "7.0");
    EXPECT_EQ(printer.failure("M23 parts/Clip.gcode").substr(0, 19), "Unable to open file");
}

TEST_F(VirtualSdcardTest, says_what_file_is_missing_and_where) {
    EXPECT_EQ(printer.failure("SDCARD_PRINT_FILE FILENAME=no.gcode"),
              "Unable to open file: there is no 'no.gcode' in " + folder.path());
    EXPECT_EQ(printer.failure("SDCARD_PRINT_FILE"),
              "Error on 'SDCARD_PRINT_FILE': missing FILENAME");
    EXPECT_EQ(printer.failure("M28 cube.gcode"), "SD write not supported");
    printer.run("M24");
    EXPECT_EQ(printer.said(), Lines{"// No file is selected; choose one with M23"});
}

TEST_F(VirtualSdcardTest, refuses_other_files_while_it_prints) {
    const auto said = print("SDCARD_RESET_FILE\nG1 X9 F600\n");

    EXPECT_EQ(said.back(), "!! cube.gcode:1: SDCARD_RESET_FILE cannot be run from the sdcard");
    folder.write("two.gcode", "SDCARD_PRINT_FILE FILENAME=two.gcode\n");
    printer.run("SDCARD_PRINT_FILE FILENAME=two.gcode");
    printer.finish_files();
    EXPECT_EQ(printer.said().back(), "!! two.gcode:1: SD busy");
}

TEST_F(VirtualSdcardTest, resetting_forgets_the_file_and_its_numbers) {
    print("G1 X10 F6000\nM25\n");

    printer.run("SDCARD_RESET_FILE");

    EXPECT_EQ(stats("state"), R"("standby")");
    EXPECT_EQ(stats("filename"), R"("")");
    EXPECT_EQ(card("progress"), "0.0");
}

class ExcludedObjectsTest : public testing::CardTest {
  protected:
    ExcludedObjectsTest() : testing::CardTest("[exclude_object]\n") {}
};

TEST_F(ExcludedObjectsTest, are_forgotten_when_another_file_is_chosen) {
    print("EXCLUDE_OBJECT_DEFINE NAME=cube\nEXCLUDE_OBJECT NAME=cube\n");
    EXPECT_EQ(printer.status("exclude_object", "excluded_objects"), R"(["CUBE"])");

    print("G1 X10 F6000\n");

    EXPECT_EQ(printer.status("exclude_object", "objects"), "[]");
    EXPECT_EQ(printer.status("exclude_object", "excluded_objects"), "[]");
}

}  // namespace
}  // namespace escapement::modules
