// Claims about reading a file for a printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/streamed_file.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace escapement::client {
namespace {

class StreamedFileTest : public ::testing::Test {
  protected:
    StreamedFile file(const std::string& text) {
        const auto path = ::testing::TempDir() + "/streamed.gcode";
        std::ofstream(path) << text;
        auto opened = StreamedFile::open(path);
        EXPECT_TRUE(opened) << opened.error().what;
        return *std::move(opened);
    }
};

TEST_F(StreamedFileTest, only_what_a_printer_shall_do_is_left) {
    auto lines = file("; slicer\nN5 G28 X*33\r\n  G1 X5 ; move\n\nM110 N0\nG1 Y2");

    EXPECT_EQ(lines.next(), "G28 X");
    EXPECT_EQ(lines.next(), "G1 X5");
    EXPECT_EQ(lines.next(), "G1 Y2");
    EXPECT_EQ(lines.next(), std::nullopt);
    EXPECT_EQ(lines.done(), lines.total());
}

TEST_F(StreamedFileTest, settings_are_noted_as_lines_go_by) {
    auto lines = file("G28\nG91\nG90\nM83\nG1 X1 F1200\nM73 P10 R90\n");
    EXPECT_FALSE(lines.homed());
    while (lines.next()) {
    }

    EXPECT_TRUE(lines.homed());
    EXPECT_TRUE(lines.absolute());
    EXPECT_FALSE(lines.absolute_extrusion());
    EXPECT_EQ(lines.feed(), 1200.0);
    EXPECT_EQ(lines.told_left_s(), 5400.0);
}

TEST_F(StreamedFileTest, estimates_of_slicers_are_found_at_either_end) {
    EXPECT_EQ(file(";TIME:1234\nG28\n").estimate_s(), 1234.0);
    const auto tail = "; estimated printing time (normal mode) = 1d 2h 3m 4s\n";
    EXPECT_EQ(file(std::string(200000, '\n') + tail).estimate_s(), 86400 + 7200 + 180 + 4.0);
    EXPECT_EQ(file("G28\n").estimate_s(), 0.0);
}

TEST_F(StreamedFileTest, a_file_that_is_not_there_is_named) {
    const auto missing = StreamedFile::open("/no/such.gcode");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().what, "/no/such.gcode: cannot be read: No such file or directory");
    const auto empty = StreamedFile::open("/dev/null");
    ASSERT_FALSE(empty);
    EXPECT_EQ(empty.error().what, "/dev/null: is no file with lines of G-code");
}

TEST_F(StreamedFileTest, what_is_no_text_is_refused) {
    const auto folder = ::testing::TempDir();
    const auto no_file = StreamedFile::open(folder);
    ASSERT_FALSE(no_file);
    EXPECT_EQ(no_file.error().what, folder + ": is no file with lines of G-code");
    const auto path = folder + "/binary.gcode";
    std::ofstream(path) << std::string(100000, 'x') << std::string(3, '\0');
    const auto binary = StreamedFile::open(path);
    ASSERT_FALSE(binary);
    EXPECT_EQ(binary.error().what,
              path + ": is no text (it has a zero byte), so no lines of G-code");
}

}  // namespace
}  // namespace escapement::client
