// Claims about reading where a nozzle shall go.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/expected_path.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace escapement::app {
namespace {

base::Result<ExpectedPath> read(const std::string& gcode) {
    const auto file = std::filesystem::path(testing::TempDir()) / "expected_path_test.gcode";
    std::ofstream(file) << gcode;
    return read_expected_path(file.string(), {230, 230, 0});
}

TEST(ExpectedPath, begins_where_homing_ends) {
    const auto path = read("G28\nG1 X10 Y20 Z1\n");

    ASSERT_TRUE(path);
    ASSERT_EQ(path->points.size(), 2u);
    EXPECT_EQ(path->points[0].x, 230);
    EXPECT_EQ(path->points[1].y, 20);
}

TEST(ExpectedPath, follows_relative_moves_and_shifted_origins) {
    const auto path = read("G28\nG90\nG1 X10 Y10\nG91\nG1 X5\nG90\nG92 X0\nG1 X1\n");

    ASSERT_TRUE(path);
    EXPECT_EQ(path->points[2].x, 15);
    EXPECT_EQ(path->points[3].x, 16);
}

TEST(ExpectedPath, counts_filament_in_both_modes) {
    const auto absolute = read("G28\nM82\nG92 E0\nG1 X1 E2\nG1 E1\nG92 E0\nG1 X2 E3\n");
    const auto relative = read("G28\nM83\nG1 X1 E2\nG1 E-1\nG1 X2 E3\n");

    ASSERT_TRUE(absolute && relative);
    EXPECT_DOUBLE_EQ(absolute->filament_mm, 4);
    EXPECT_DOUBLE_EQ(relative->filament_mm, 4);
    EXPECT_DOUBLE_EQ(relative->extruded_mm, 5);
}

TEST(ExpectedPath, refuses_what_it_cannot_follow) {
    const auto path = read("G28\nG1 X1\nG2 X5 I2\n");

    ASSERT_FALSE(path);
    EXPECT_NE(path.error().what.find("expected_path_test.gcode:3: arcs"), std::string::npos);
}

}  // namespace
}  // namespace escapement::app
