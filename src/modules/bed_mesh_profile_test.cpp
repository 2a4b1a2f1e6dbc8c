// Tests of measured beds in a configuration.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_mesh_profile.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

std::string profile(const std::string& version, const std::string& points) {
    return "[bed_mesh]\nmesh_min: 10, 10\nmesh_max: 190, 190\n[bed_mesh a]\nversion: " + version +
           "\npoints: " + points +
           "\nx_count: 2\ny_count: 2\nmesh_x_pps: 2\nmesh_y_pps: 2\nalgo: lagrange\n"
           "tension: 0.2\nmin_x: 0\nmax_x: 100\nmin_y: 0\nmax_y: 100\n";
}

TEST(BedMeshProfile, rows_are_lines) {
    OfflinePrinter printer(profile("1", "\n  0.1, -0.2\n  0, 0.05"));

    EXPECT_EQ(printer.problems(), "");
    EXPECT_EQ(printer.status("bed_mesh", "profiles").substr(0, 42),
              R"({"a": {"points": [[0.1, -0.2], [0.0, 0.05])");
}

TEST(BedMeshProfile, a_row_too_few_is_told) {
    OfflinePrinter printer(profile("1", "\n  0.1, -0.2"));

    EXPECT_NE(printer.problems().find("[bed_mesh a] points: points must be 2 lines (y_count) of 2"),
              std::string::npos)
        << printer.problems();
}

TEST(BedMeshProfile, words_among_the_numbers_are_told) {
    OfflinePrinter printer(profile("1", "\n  0.1, x\n 0, 0"));

    EXPECT_NE(printer.problems().find("[bed_mesh a] points: cannot read"), std::string::npos)
        << printer.problems();
}

TEST(BedMeshProfile, another_versions_profile_is_told) {
    OfflinePrinter printer(profile("2", "\n  0.1, -0.2\n  0, 0.05"));

    EXPECT_NE(printer.problems().find("[bed_mesh a] version: must be 1"), std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
