// Tests of meshes as texts and values.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_mesh_report.hpp"

#include <gtest/gtest.h>

namespace escapement::modules {
namespace {

MeshSurface small() {
    const MeshShape shape{.min_x = 10,
                          .max_x = 110,
                          .min_y = 0,
                          .max_y = 50,
                          .x_count = 2,
                          .y_count = 2,
                          .algo = "direct"};
    return {shape, {{0, 0.1234564}, {-0.05, 0.2}}};
}

TEST(BedMeshReport, heights_are_rounded_to_six_places) {
    EXPECT_EQ(base::to_json(rounded(small().measured())), "[[0.0, 0.123456], [-0.05, 0.2]]");
}

TEST(BedMeshReport, the_measured_rows_come_from_the_front_and_the_computed_ones_from_the_back) {
    EXPECT_EQ(measured_text(small()),
              "Mesh Leveling Probed Z positions:\n 0.000000 0.123456\n -0.050000 0.200000\n");
    EXPECT_EQ(computed_text(small(), 5.9),
              "Mesh X,Y: 2,2\nSearch Height: 5\nMesh Offsets: X=0.0000, Y=0.0000\n"
              "Mesh Average: 0.07\nMesh Range: min=-0.0500 max=0.2000\n"
              "Interpolation Algorithm: direct\nMeasured points:\n"
              "  -0.050000  0.200000\n  0.000000  0.123456\n");
}

TEST(BedMeshReport, a_profile_can_be_saved) {
    const auto options = saved_profile(small());

    ASSERT_EQ(options.size(), 12u);
    EXPECT_EQ(
        options[1],
        std::pair(std::string("points"), std::string("\n0.000000, 0.123456\n-0.050000, 0.200000")));
    EXPECT_EQ(options[11], std::pair(std::string("tension"), std::string("0.2")));
}

}  // namespace
}  // namespace escapement::modules
