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

TEST(BedMeshReport, a_profile_can_be_put_into_a_configuration) {
    EXPECT_EQ(profile_text("a b", small()),
              "[bed_mesh a b]\nversion: 1\npoints:\n  0.000000, 0.123456\n  -0.050000, 0.200000\n"
              "x_count: 2\ny_count: 2\nmesh_x_pps: 0\nmesh_y_pps: 0\nalgo: direct\ntension: 0.2\n"
              "min_x: 10\nmax_x: 110\nmin_y: 0\nmax_y: 50");
}

}  // namespace
}  // namespace escapement::modules
