// Tests of what a display shows.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_status.hpp"

#include <gtest/gtest.h>

#include "modules/testing_folder.hpp"
#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

TEST(DisplayStatus, shows_messages_until_they_are_cleared) {
    testing::OfflinePrinter printer("[display_status]\n");
    const auto message = [&] { return printer.status("display_status", "message"); };
    EXPECT_EQ(message(), "null");

    printer.run("M117 20 % done");
    EXPECT_EQ(message(), R"("20 % done")");
    printer.run("M117");
    EXPECT_EQ(message(), "null");
    printer.run("SET_DISPLAY_TEXT MSG='two words'");
    EXPECT_EQ(message(), R"("two words")");
    printer.run("SET_DISPLAY_TEXT");
    EXPECT_EQ(message(), "null");
}

TEST(DisplayStatus, is_there_wherever_there_is_a_display) {
    testing::OfflinePrinter printer(
        "[display]\nlcd_type: st7920\ncs_pin: PC0\nsclk_pin: PC1\nsid_pin: PC2\n");
    ASSERT_EQ(printer.problems(), "");

    printer.run("M117 hello");

    EXPECT_EQ(printer.status("display_status", "message"), R"("hello")");
}

TEST(DisplayStatus, progress_is_what_M73_says_within_reason) {
    testing::OfflinePrinter printer("[display_status]\n");
    const auto progress = [&] { return printer.status("display_status", "progress"); };
    EXPECT_EQ(progress(), "0.0");

    printer.run("M73 P25 R12");
    EXPECT_EQ(progress(), "0.25");
    printer.run("M73 P250");
    EXPECT_EQ(progress(), "1.0");
    printer.run("M73 R5\nM73 P-3");
    EXPECT_EQ(progress(), "0.0");
}

TEST(DisplayStatus, progress_is_the_share_of_the_file_otherwise) {
    const testing::Folder folder("display_status");
    folder.write("cube.gcode", "M25\n;34567\n");
    testing::OfflinePrinter printer("[display_status]\n[virtual_sdcard]\npath: " + folder.path() +
                                    "\n");

    printer.run("SDCARD_PRINT_FILE FILENAME=cube.gcode");
    printer.finish_files();

    EXPECT_EQ(printer.status("display_status", "progress").substr(0, 5), "0.363");
}

}  // namespace
}  // namespace escapement::modules
