// Tests of the rules between options of [bed_mesh].
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_mesh_options.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

std::string problems(const std::string& options) {
    return OfflinePrinter("[bed_mesh]\n" + options).problems();
}

constexpr const char* area = "mesh_min: 10, 10\nmesh_max: 190, 190\n";

TEST(BedMeshOptions, a_rectangle_or_a_radius_is_enough) {
    EXPECT_EQ(problems(area), "");
    EXPECT_EQ(problems("mesh_radius: 90\n"), "");
    EXPECT_EQ(problems(std::string(area) + "probe_count: 9, 7\nalgorithm: bicubic\n"
                                           "faulty_region_1_min: 20, 20\n"
                                           "faulty_region_1_max: 40, 40\n"),
              "");
}

TEST(BedMeshOptions, without_either_the_corners_are_missing) {
    const auto text = problems("speed: 100\n");

    EXPECT_NE(text.find("mesh_min"), std::string::npos) << text;
    EXPECT_NE(text.find("mesh_max"), std::string::npos) << text;
}

struct Mistake {
    const char* options;
    const char* complaint;
};

TEST(BedMeshOptions, what_does_not_go_together_is_told) {
    constexpr Mistake mistakes[] = {
        {"probe_count: 2", "probe_count: must be at least 3 (is 2)"},
        {"probe_count: 4, 4, 4", "probe_count: must be one whole number, or two"},
        {"probe_count: 9", "probe_count: must be at most 6 with algorithm lagrange"},
        {"probe_count: 3, 9\nalgorithm: bicubic", "do not go with bicubic"},
        {"algorithm: spline", "algorithm: must be lagrange or bicubic (is spline)"},
        {"mesh_pps: -1", "mesh_pps: must be at least 0 (is -1)"},
        {"zero_reference_position: 1", "zero_reference_position: must be X, Y"},
        {"faulty_region_1_min: 1, 1", "needs faulty_region_1_max as well"},
        {"faulty_region_x: 1, 1", "has no option 'faulty_region_x'"},
        {"split_delta_z: 0.001", "split_delta_z: must be at least 0.01"},
        {"mesh_radius: 50\nround_probe_count: 4", "round_probe_count: must be odd"},
    };
    for (const auto& [options, complaint] : mistakes) {
        const auto text = problems(std::string(area) + options + "\n");
        EXPECT_NE(text.find(complaint), std::string::npos) << options << ": " << text;
    }
}

TEST(BedMeshOptions, the_corners_must_be_apart) {
    EXPECT_NE(problems("mesh_min: 10, 10\nmesh_max: 9, 50\n").find("must be above mesh_min"),
              std::string::npos);
    EXPECT_NE(problems("mesh_min: 10, 10\nmesh_max: 11, 50\n").find("at least 1 mm apart"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
