// Claims about leaving a print alone and coming back to it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/parking.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace escapement::client {
namespace {

StreamedFile read_through(const std::string& text) {
    const auto path = ::testing::TempDir() + "/parking.gcode";
    std::ofstream(path) << text;
    auto file = StreamedFile::open(path);
    EXPECT_TRUE(file);
    while (file->next()) {
    }
    return *std::move(file);
}

TEST(Parking, everything_is_set_again_as_it_was) {
    const auto file = read_through("G28\nM82\nG1 X1 F1500\n");
    const auto paused = paused_at(file, {12.0, 10.5, 0.3, 4.21});
    ASSERT_TRUE(paused);

    EXPECT_EQ(unpark_lines(*paused),
              (Lines{"G90",
                     "G1 X12 Y10.5 F6000",
                     "G1 Z0.3 F600",
                     "M83",
                     "G1 E1 F1800",
                     "M82",
                     "G92 E4.21",
                     "G1 F1500"}));
}

TEST(Parking, relative_files_go_on_relatively) {
    const auto file = read_through("G28\nG91\nM83\n");
    const auto lines = unpark_lines(*paused_at(file, {1.0, 2.0, 3.0, 0.0}));

    EXPECT_EQ(lines[5], "G91");
    EXPECT_EQ(lines[6], "M83");
    EXPECT_EQ(lines.size(), 7u);
}

TEST(Parking, a_printer_that_may_not_know_where_it_is_stays_there) {
    EXPECT_FALSE(paused_at(read_through("G1 X1\n"), {1.0, 2.0, 3.0, 0.0}));
    EXPECT_FALSE(paused_at(read_through("G28\n"), {}));
}

}  // namespace
}  // namespace escapement::client
