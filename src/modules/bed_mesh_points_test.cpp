// Tests of where a bed is measured.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_mesh_points.hpp"

#include <gtest/gtest.h>

namespace escapement::modules {
namespace {

TEST(BedMeshPoints, a_rectangle_is_visited_to_and_fro) {
    const auto points =
        points_to_measure({.min = {10, 20}, .max = {30, 40}, .x_count = 3, .y_count = 2});

    const std::vector<BedPlace> expected{
        {10, 20}, {20, 20}, {30, 20}, {30, 40}, {20, 40}, {10, 40}};
    EXPECT_EQ(points, expected);
}

TEST(BedMeshPoints, spacings_are_rounded_down_to_hundredths) {
    const auto points = points_to_measure({.max = {10, 10}, .x_count = 4, .y_count = 3});

    EXPECT_DOUBLE_EQ(points[3][0], 9.99);
}

TEST(BedMeshPoints, a_circle_leaves_out_what_lies_outside_and_goes_around_its_origin) {
    const auto points = points_to_measure({.min = {-50, -50},
                                           .max = {50, 50},
                                           .radius = 50,
                                           .origin = {100, 0},
                                           .x_count = 3,
                                           .y_count = 3});

    const std::vector<BedPlace> expected{{100, -50}, {150, 0}, {100, 0}, {50, 0}, {100, 50}};
    EXPECT_EQ(points, expected);
}

TEST(BedMeshPoints, points_closer_than_a_millimetre_are_none) {
    EXPECT_TRUE(points_to_measure({.max = {1.5, 30}, .x_count = 3, .y_count = 3}).empty());
}

}  // namespace
}  // namespace escapement::modules
