// Tests of the commands of [bed_mesh].
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_mesh.hpp"

#include <gtest/gtest.h>

#include "modules/testing_probe.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string ramp =
    "[bed_mesh]\nmesh_min: 10, 10\nmesh_max: 190, 190\n"
    "[bed_mesh ramp]\nversion: 1\npoints:\n  0, 1\n  0, 1\nx_count: 2\ny_count: 2\n"
    "mesh_x_pps: 0\nmesh_y_pps: 0\nalgo: direct\ntension: 0.2\n"
    "min_x: 0\nmax_x: 100\nmin_y: 0\nmax_y: 100\n";

TEST(BedMesh, a_profile_lifts_the_head_and_not_the_files_numbers) {
    OfflinePrinter printer(ramp);

    printer.run("G28\nBED_MESH_PROFILE LOAD=ramp\nG1 X50 Z2 F6000");

    EXPECT_EQ(printer.status("toolhead", "position"), "[50.0, 0.0, 2.5, 0.0]");
    EXPECT_EQ(printer.status("gcode_move", "position"), "[50.0, 0.0, 2.0, 0.0]");
    EXPECT_EQ(printer.status("bed_mesh", "profile_name"), "\"ramp\"");
    EXPECT_EQ(printer.status("bed_mesh", "mesh_max"), "[100.0, 100.0]");
    EXPECT_EQ(printer.status("bed_mesh", "mesh_matrix"), "[[0.0, 1.0], [0.0, 1.0]]");
}

TEST(BedMesh, loading_and_clearing_do_not_move_the_head) {
    OfflinePrinter printer(ramp);

    printer.run("G28\nG1 X50 Z2 F6000\nBED_MESH_PROFILE LOAD=ramp");
    EXPECT_EQ(printer.status("toolhead", "position"), "[50.0, 0.0, 2.0, 0.0]");
    EXPECT_EQ(printer.status("gcode_move", "position"), "[50.0, 0.0, 1.5, 0.0]");
    printer.run("BED_MESH_CLEAR");

    EXPECT_EQ(printer.status("gcode_move", "position"), "[50.0, 0.0, 2.0, 0.0]");
    EXPECT_EQ(printer.status("bed_mesh", "probed_matrix"), "[[]]");
}

TEST(BedMesh, offsets_move_the_mesh) {
    OfflinePrinter printer(ramp);
    printer.run("BED_MESH_OFFSET X=10");
    EXPECT_EQ(printer.said().back(), "// No mesh loaded to offset");

    printer.run("G28\nBED_MESH_PROFILE LOAD=ramp\nBED_MESH_OFFSET X=25\nG1 X50 Z2 F6000");

    EXPECT_EQ(printer.status("toolhead", "position"), "[50.0, 0.0, 2.75, 0.0]");
}

TEST(BedMesh, the_map_is_for_programs_and_the_output_for_people) {
    OfflinePrinter printer(ramp);
    printer.run("BED_MESH_OUTPUT\nBED_MESH_MAP");
    EXPECT_EQ(printer.said().back(), "// Bed has not been probed");

    printer.run("BED_MESH_PROFILE LOAD=ramp\nBED_MESH_OUTPUT\nBED_MESH_MAP");

    const auto said = printer.said();
    EXPECT_EQ(said.back(),
              R"(mesh_map_output {"mesh_min": [0.0, 0.0], "mesh_max": [100.0, 100.0], )"
              R"("z_positions": [[0.0, 1.0], [0.0, 1.0]]})");
    EXPECT_EQ(said[said.size() - 2].substr(0, 14), "Mesh X,Y: 2,2\n");
}

TEST(BedMesh, the_points_to_measure_are_listed_with_the_probes_offset) {
    OfflinePrinter printer(ramp + "[probe]\npin: PC5\nz_offset: 1\nx_offset: -20\ny_offset: 5\n");

    printer.run("BED_MESH_OUTPUT PGP=1");

    EXPECT_EQ(printer.said().back().substr(0, 115),
              "// bed_mesh: generated points\n"
              "// Index |  Tool Adjusted  |   Probe\n"
              "// 0   | (30.0, 5.0)     | (10.0, 10.0)\n"
              "// 1   |");
}

TEST(BedMesh, profiles_are_kept_for_the_session_and_shown_as_configuration) {
    OfflinePrinter printer(ramp);
    printer.run("BED_MESH_PROFILE SAVE=mine");
    EXPECT_EQ(printer.said().back(),
              "// Unable to save to profile [mine], the bed has not been probed");

    printer.run(
        "BED_MESH_PROFILE LOAD=ramp\nBED_MESH_PROFILE SAVE=mine\n"
        "BED_MESH_PROFILE REMOVE=ramp\nBED_MESH_PROFILE LOAD=mine");

    EXPECT_EQ(printer.status("bed_mesh", "profile_name"), "\"mine\"");
    EXPECT_EQ(printer.failure("BED_MESH_PROFILE LOAD=ramp"), "bed_mesh: Unknown profile [ramp]");
    EXPECT_EQ(printer.failure("BED_MESH_PROFILE LOAD="),
              "Value for parameter 'LOAD' must be specified");
}

TEST(BedMesh, a_mesh_higher_than_its_fade_is_refused_and_the_position_stays_right) {
    auto faded = ramp;
    faded.insert(faded.find("mesh_min"), "fade_end: 1.5\n");
    OfflinePrinter printer(faded);

    EXPECT_NE(printer.failure("G28\nBED_MESH_PROFILE LOAD=ramp").find("fade range"),
              std::string::npos);
    printer.run("G1 X50 Z2 F6000");

    EXPECT_EQ(printer.status("toolhead", "position"), "[50.0, 0.0, 2.0, 0.0]");
    EXPECT_EQ(printer.status("bed_mesh", "profile_name"), "\"\"");
}

TEST(BedMesh, calibrating_measures_the_bed_and_keeps_the_mesh) {
    OfflinePrinter printer("[bed_mesh]\nmesh_min: 10, 10\nmesh_max: 190, 190\n",
                           testing::probing_printer());
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28\nBED_MESH_CALIBRATE");

    EXPECT_EQ(printer.status("bed_mesh", "profile_name"), "\"default\"");
    EXPECT_EQ(printer.status("bed_mesh", "probed_matrix"),
              "[[-5.0, -5.0, -5.0], [-5.0, -5.0, -5.0], [-5.0, -5.0, -5.0]]");
    EXPECT_EQ(printer.status("toolhead", "position"), "[190.0, 190.0, 5.0, 0.0]");
    EXPECT_NE(printer.status("configfile", "save_config_pending_items").find("bed_mesh default"),
              std::string::npos);
}

TEST(BedMesh, calibrating_by_hand_needs_no_probe) {
    OfflinePrinter printer("[stepper_z]\nposition_min: -2\n" + ramp);
    std::string script = "G28\nBED_MESH_CALIBRATE METHOD=manual PROFILE=mine\n";
    for (int i = 0; i < 9; ++i) script += "TESTZ Z=-5.5\nACCEPT\n";

    printer.run(script);

    EXPECT_EQ(printer.status("bed_mesh", "profile_name"), "\"mine\"");
    EXPECT_EQ(printer.status("bed_mesh", "probed_matrix"),
              "[[-0.5, -0.5, -0.5], [-0.5, -0.5, -0.5], [-0.5, -0.5, -0.5]]");
}

TEST(BedMesh, calibrating_refuses_what_cannot_be) {
    OfflinePrinter printer(ramp);
    printer.run("G28");

    EXPECT_EQ(printer.failure("BED_MESH_CALIBRATE PROFILE="),
              "Value for parameter 'PROFILE' must be specified");
    EXPECT_NE(printer.failure("BED_MESH_CALIBRATE PROBE_COUNT=9,9").find("choose bicubic"),
              std::string::npos);
    EXPECT_EQ(printer.failure("BED_MESH_CALIBRATE MESH_MIN=1"),
              "MESH_MIN, MESH_MAX and MESH_ORIGIN must be X,Y: two numbers separated by a comma");
    EXPECT_EQ(printer.status("bed_mesh", "profile_name"), "\"\"");
}

TEST(BedMesh, adapts_to_objects_only_if_there_are_some) {
    OfflinePrinter printer("[bed_mesh]\nmesh_min: 10, 10\nmesh_max: 190, 190\n[exclude_object]\n",
                           testing::probing_printer());
    printer.run("G28\nEXCLUDE_OBJECT_DEFINE NAME=cube POLYGON=[[50,50],[90,50],[90,90],[50,90]]");

    printer.run("BED_MESH_CALIBRATE ADAPTIVE=1 ADAPTIVE_MARGIN=5");

    EXPECT_EQ(printer.status("bed_mesh", "mesh_min"), "[45.0, 45.0]");
    EXPECT_EQ(printer.status("bed_mesh", "mesh_max"), "[95.0, 95.0]");
    EXPECT_EQ(printer.status("bed_mesh", "profile_name"), "\"adaptive\"");
    EXPECT_EQ(printer.status("configfile", "save_config_pending"), "false");
}

TEST(BedMesh, a_move_that_leaves_the_machine_on_the_way_leaves_the_position_where_it_got) {
    OfflinePrinter printer(ramp);
    printer.run("G28\nBED_MESH_PROFILE LOAD=ramp\nG1 X50 Z199.2 F6000");

    EXPECT_EQ(printer.failure("G1 X150").substr(0, 17), "Move out of range");
    printer.run("G91\nG1 Z-10");

    EXPECT_NE(printer.status("gcode_move", "position"), "[150.0, 0.0, 189.2, 0.0]");
}

}  // namespace
}  // namespace escapement::modules
