// A probe on a simulated bed: what it finds, and what happens when it is interrupted.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage.hpp"

namespace escapement::app {
namespace {

// The example's z homes to this instead of its switch.
std::string with_probe(const std::string& section) {
    std::ifstream example(ESCAPEMENT_SOURCE_DIR "/examples/corexy.cfg");
    std::string text{std::istreambuf_iterator<char>(example), {}};
    const std::string switched = "endstop_pin: ^PC6\nposition_endstop: 0\nposition_min: -1\n";
    const auto place = text.find(switched);
    EXPECT_NE(place, std::string::npos);
    text.replace(
        place, switched.size(), "endstop_pin: probe:z_virtual_endstop\nposition_min: -2\n");
    return text + section;
}

const std::string switch_probe = "\n[probe]\npin: ^PC6\nz_offset: 1.5\nspeed: 5\n";
const std::string bltouch =
    "\n[bltouch]\nsensor_pin: ^PC6\ncontrol_pin: PE6\nx_offset: -20\nz_offset: 1.5\n";

// The heights that were said, in their order.
std::vector<double> heights_said(const std::string& answers) {
    std::vector<double> heights;
    const std::string mark = "bed will contact at z=";
    for (auto at = answers.find(mark); at != std::string::npos; at = answers.find(mark, at + 1))
        heights.push_back(std::stod(answers.substr(at + mark.size())));
    return heights;
}

TEST(Probing, finds_the_bed_as_it_is) {
    Stage stage("", with_probe(switch_probe));
    stage.type(3.0, "G28 X Y\nG1 X20 Y20 F6000\nG28 Z\nG1 Z5\nPROBE");
    stage.type(80.0, "G1 Z5\nG1 X200 Y20\nPROBE\nG1 Z5\nG1 X100 Y100\nPROBE");

    stage.run(140.0);

    const auto& bed = stage.world.machine().blueprint().bed;
    const auto heights = heights_said(stage.terminal.answers);
    ASSERT_EQ(heights.size(), 3u) << stage.terminal.answers;
    const double home = bed.at(20, 20);
    EXPECT_NEAR(heights[0], 0.0, 0.01);
    EXPECT_NEAR(heights[1], bed.at(200, 20) - home, 0.01);
    EXPECT_NEAR(heights[2], bed.at(100, 100) - home, 0.01);
}

TEST(Probing, a_bltouch_goes_down_and_up) {
    Stage stage("", with_probe(bltouch));
    stage.type(3.0, "G28 X Y\nG1 X120 Y20 F6000\nG28 Z\nG1 Z8\nPROBE SAMPLES=2");

    stage.run(120.0);

    const auto heights = heights_said(stage.terminal.answers);
    ASSERT_EQ(heights.size(), 2u) << stage.terminal.answers;
    EXPECT_NEAR(heights[0], 0.0, 0.02);
    EXPECT_NEAR(heights[1], heights[0], 0.02);
}

TEST(Probing, measures_a_mesh) {
    Stage stage("",
                with_probe(switch_probe + "[bed_mesh]\nmesh_min: 20, 20\nmesh_max: 200, 200\n"
                                          "horizontal_move_z: 3\n"));
    stage.type(3.0, "G28 X Y\nG1 X110 Y110 F6000\nG28 Z\nG1 Z3\nBED_MESH_CALIBRATE\nBED_MESH_MAP");

    stage.run(200.0);

    EXPECT_TRUE(stage.said("// Mesh Bed Leveling Complete")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("mesh_map_output")) << stage.terminal.answers;
}

}  // namespace
}  // namespace escapement::app
