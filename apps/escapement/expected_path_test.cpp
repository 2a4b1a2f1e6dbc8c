// Claims about reading where a nozzle shall go.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/expected_path.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string_view>

namespace escapement::app {
namespace {

constexpr std::array<bool, 3> all_axes{true, true, true};

class ExpectedPathTest : public ::testing::Test {
  protected:
    ExpectedPathTest() { path_.homed(all_axes, {230, 230, 0}); }

    void read(std::initializer_list<std::string_view> lines) {
        for (const auto line : lines) EXPECT_TRUE(path_.take(gcode::parse_line(line))) << line;
    }
    void expect_at(double x, double y, double z) {
        EXPECT_DOUBLE_EQ(path_.nozzle().x, x);
        EXPECT_DOUBLE_EQ(path_.nozzle().y, y);
        EXPECT_DOUBLE_EQ(path_.nozzle().z, z);
    }

    ExpectedPath path_{{0, 0, 0}};
};

TEST_F(ExpectedPathTest, begins_where_homing_ends) {
    expect_at(230, 230, 0);

    read({"G1 X10 Y20 Z1"});

    expect_at(10, 20, 1);
}

TEST_F(ExpectedPathTest, keeps_the_offsets_of_axes_that_were_not_homed) {
    read({"G1 X10 Y10", "G92 X0 Y0"});

    path_.homed({true, false, false}, {230, 10, 0});
    read({"G1 X5 Y5"});

    expect_at(5, 15, 0);
}

TEST_F(ExpectedPathTest, begins_where_the_machine_takes_itself_to_be) {
    path_.homed({true, false, false}, {230.0125, 230, 0});

    read({"G91", "G1 X-1"});

    expect_at(229.0125, 230, 0);
}

TEST_F(ExpectedPathTest, follows_relative_moves_and_shifted_origins) {
    read({"G90", "G1 X10 Y10", "G91", "G1 X5", "G90", "G92 X0"});
    expect_at(15, 10, 0);

    read({"G1 X1"});

    expect_at(16, 10, 0);
}

TEST_F(ExpectedPathTest, counts_filament_as_a_position_and_as_a_length) {
    read({"M82", "G92 E0", "G1 X1 E2", "G1 E1", "G92 E0", "G1 X2 E3"});
    EXPECT_DOUBLE_EQ(path_.filament_mm(), 4);

    read({"M83", "G1 X1 E2", "G1 E-1"});

    EXPECT_DOUBLE_EQ(path_.filament_mm(), 5);
}

TEST_F(ExpectedPathTest, scales_filament_by_the_flow_and_keeps_its_numbers) {
    read({"M82", "G92 E0", "G1 X1 E10", "M221 S50", "G1 X2 E20", "M220 S200", "G1 X3 E10"});

    EXPECT_DOUBLE_EQ(path_.filament_mm(), 10);
}

TEST_F(ExpectedPathTest, goes_back_to_a_saved_state) {
    read({"G1 X50 Y60", "M82", "G1 E5", "SAVE_GCODE_STATE NAME=a", "G91", "G1 X10 Z5 E2"});
    read({"RESTORE_GCODE_STATE NAME=a MOVE=1"});
    expect_at(50, 60, 0);

    read({"G1 X60 E6"});

    expect_at(60, 60, 0);
    EXPECT_DOUBLE_EQ(path_.filament_mm(), 8);
}

TEST_F(ExpectedPathTest, restores_a_state_without_moving) {
    read({"G1 X50", "save_gcode_state", "G91", "G1 X10", "RESTORE_GCODE_STATE"});
    expect_at(60, 230, 0);

    read({"G1 X5"});

    expect_at(5, 230, 0);
}

TEST_F(ExpectedPathTest, shifts_by_offsets_and_adjustments) {
    read({"G1 X50 Y50 Z5", "SET_GCODE_OFFSET Z=0.3 MOVE=1"});
    expect_at(50, 50, 5.3);

    read({"SET_GCODE_OFFSET Z=0.2 X_ADJUST=2 Y=-3", "G1 X60 Y60 Z5"});
    expect_at(62, 57, 5.2);

    read({"SET_GCODE_OFFSET Z_ADJUST=0.1 MOVE=1"});
    expect_at(62, 57, 5.3);
}

TEST_F(ExpectedPathTest, keeps_offsets_when_homing) {
    read({"SET_GCODE_OFFSET X=2", "G92 X100"});

    path_.homed(all_axes, {230, 230, 0});
    read({"G1 X10"});

    expect_at(12, 230, 0);
}

TEST_F(ExpectedPathTest, gives_each_tool_a_filament_of_its_own) {
    read({"M82", "G1 E10", "ACTIVATE_EXTRUDER EXTRUDER=extruder1", "G1 E4"});
    EXPECT_DOUBLE_EQ(path_.filament_mm(), 14);

    read({"ACTIVATE_EXTRUDER EXTRUDER=extruder", "G1 E1"});

    EXPECT_DOUBLE_EQ(path_.filament_mm(), 15);
}

TEST_F(ExpectedPathTest, expects_no_filament_of_an_extruder_without_a_motor) {
    path_.without_motor("extruder1");

    read({"M82", "G1 E10", "ACTIVATE_EXTRUDER EXTRUDER=extruder1", "G1 E4"});
    EXPECT_DOUBLE_EQ(path_.filament_mm(), 10);

    read({"ACTIVATE_EXTRUDER EXTRUDER=extruder", "G1 E1"});
    EXPECT_DOUBLE_EQ(path_.filament_mm(), 11);
}

TEST_F(ExpectedPathTest, ignores_what_does_not_move) {
    read({"M104 S200", "M117 G1 X5", "; G1 X5", "", "STATUS"});

    expect_at(230, 230, 0);
}

TEST_F(ExpectedPathTest, says_what_it_cannot_follow_or_read) {
    EXPECT_TRUE(ExpectedPath::cannot_follow("G2"));
    EXPECT_TRUE(ExpectedPath::cannot_follow("BED_MESH_PROFILE"));
    EXPECT_FALSE(ExpectedPath::cannot_follow("M104"));
    EXPECT_TRUE(ExpectedPath::knows("SET_GCODE_OFFSET"));
    EXPECT_FALSE(path_.take(gcode::parse_line("G1 X1-2")));
    EXPECT_FALSE(path_.take(gcode::parse_line("RESTORE_GCODE_STATE NAME=never")));
}

TEST_F(ExpectedPathTest, leads_copies_mirrors_and_rests_carriages) {
    path_.with_two_carriages(0, {"left", "right"});
    path_.homed({true, true, true}, {0, 5, 0}, {.leader = 0, .positions = {0, 200}});
    const auto expect_carriages = [&](double left, double right) {
        EXPECT_DOUBLE_EQ(path_.nozzle(0).x, left);
        EXPECT_DOUBLE_EQ(path_.nozzle(1).x, right);
    };

    read({"G1 X10 Y20"});
    expect_carriages(10, 200);
    EXPECT_DOUBLE_EQ(path_.nozzle(1).y, 20);
    read({"SET_DUAL_CARRIAGE CARRIAGE=1", "G1 X150"});
    expect_carriages(10, 150);
    EXPECT_EQ(path_.leader(), 1u);
    read({"SAVE_DUAL_CARRIAGE_STATE", "SET_DUAL_CARRIAGE CARRIAGE=left"});
    read({"SET_DUAL_CARRIAGE CARRIAGE=right MODE=copy", "G1 X30"});
    expect_carriages(30, 170);
    EXPECT_EQ(path_.shares(1)[0], 1.0);
    read({"SET_DUAL_CARRIAGE CARRIAGE=right MODE=MIRROR", "G1 X40"});
    expect_carriages(40, 160);
    EXPECT_EQ(path_.shares(1)[0], -1.0);
    read({"SET_DUAL_CARRIAGE CARRIAGE=right MODE=INACTIVE", "G1 X60"});
    expect_carriages(60, 160);
    read({"RESTORE_DUAL_CARRIAGE_STATE MOVE=0", "G1 X155"});
    expect_carriages(60, 155);
    read({"RESTORE_DUAL_CARRIAGE_STATE"});
    expect_carriages(10, 150);
    EXPECT_EQ(path_.shares(0)[0], 0.0);
}

TEST_F(ExpectedPathTest, counts_every_motor_that_follows_the_tool) {
    path_.add_motor("extruder", "extruder", 30.0);
    path_.add_motor("helper", "extruder", 20.0);

    read({"M83", "G1 E2"});
    EXPECT_NEAR(path_.filament_mm(), 4.0, 1e-12);
    read({"SYNC_EXTRUDER_MOTION EXTRUDER=helper MOTION_QUEUE=", "G1 E2"});
    EXPECT_NEAR(path_.filament_mm(), 6.0, 1e-12);
    read({"SET_EXTRUDER_ROTATION_DISTANCE EXTRUDER=extruder DISTANCE=-60", "G1 E2"});
    EXPECT_NEAR(path_.filament_mm(), 5.0, 1e-12);
}

}  // namespace
}  // namespace escapement::app
