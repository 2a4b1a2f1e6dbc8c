// Tests of SET_SKEW and SKEW_PROFILE.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/skew_correction.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

constexpr const char* skewed =
    "[skew_correction]\n"
    "[skew_correction tall]\nxy_skew: 0.01\nxz_skew: 0\nyz_skew: 0.02\n";

TEST(SkewCorrection, a_profile_bends_moves_and_not_the_files_numbers) {
    OfflinePrinter printer(skewed);

    printer.run("G28\nSKEW_PROFILE LOAD=tall\nG1 X100 Y50 Z10 F6000");

    EXPECT_EQ(printer.status("toolhead", "position"), "[99.502, 49.8, 10.0, 0.0]");
    EXPECT_EQ(printer.status("gcode_move", "gcode_position"), "[100.0, 50.0, 10.0, 0.0]");
    EXPECT_EQ(printer.status("skew_correction", "current_profile_name"), "\"tall\"");
}

TEST(SkewCorrection, loading_a_profile_says_where_the_head_is_and_does_not_move_it) {
    OfflinePrinter printer(skewed);

    printer.run("G28\nG1 X99.502 Y49.8 Z10 F6000\nSKEW_PROFILE LOAD=tall");

    EXPECT_EQ(printer.status("toolhead", "position"), "[99.502, 49.8, 10.0, 0.0]");
    EXPECT_EQ(printer.status("gcode_move", "position"), "[100.0, 50.0, 10.0, 0.0]");
}

TEST(SkewCorrection, lengths_set_one_plane_at_a_time) {
    OfflinePrinter printer(skewed);
    printer.run("SET_SKEW XY=140.4,142.8,99.8\nSET_SKEW XZ=141.6,141.4,99.8");
    printer.said();

    printer.run("GET_CURRENT_SKEW\nCALC_MEASURED_SKEW AC=140.4 BD=142.8 AD=99.8");

    const auto said = printer.said();
    ASSERT_EQ(said.size(), 2U);
    EXPECT_EQ(said[0],
              "// Current Printer Skew:\n"
              "// XY Skew: -0.016951 radians, -0.97 degrees\n"
              "// XZ Skew: 0.001413 radians, 0.08 degrees\n"
              "// YZ Skew: 0.000000 radians, 0.00 degrees");
    EXPECT_EQ(said[1], "// Calculated Skew: -0.016951 radians, -0.97 degrees");
}

TEST(SkewCorrection, profiles_are_kept_for_the_session_and_to_be_saved) {
    OfflinePrinter printer(skewed);
    printer.run("SKEW_PROFILE LOAD=tall\nSKEW_PROFILE SAVE=mine\nSET_SKEW CLEAR=1");
    const auto said = printer.said().back();

    printer.run("G28\nSKEW_PROFILE LOAD=mine\nG1 X100 Y50 F6000");

    EXPECT_NE(said.find("The SAVE_CONFIG command will"), std::string::npos) << said;
    EXPECT_EQ(printer.status("configfile", "save_config_pending_items"),
              "{\"skew_correction mine\": {\"xy_skew\": \"0.01\", \"xz_skew\": \"0\", "
              "\"yz_skew\": \"0.02\"}}");
    EXPECT_EQ(printer.status("toolhead", "position"), "[99.5, 50.0, 0.0, 0.0]");
}

TEST(SkewCorrection, unknown_profiles_are_named) {
    OfflinePrinter printer(skewed);
    printer.run("SKEW_PROFILE REMOVE=tall\nSKEW_PROFILE LOAD=tall");

    EXPECT_EQ(printer.said().back(), "// skew_correction:  Load failed, unknown profile [tall]");
    printer.run("SKEW_PROFILE REMOVE=tall");
    EXPECT_EQ(printer.said().back(), "// skew_correction: No profile named [tall] to remove");
}

TEST(SkewCorrection, lengths_that_make_no_sense_change_nothing) {
    OfflinePrinter printer(skewed);

    EXPECT_EQ(printer.failure("SET_SKEW XY=1,2").substr(0, 60),
              "skew_correction: improperly formatted entry for plane [XY]\nI");
    EXPECT_EQ(printer.failure("SET_SKEW XY=1,1,0"),
              "skew_correction: lengths must be above 0 (XY=1,1,0)");
    EXPECT_NE(printer.failure("SET_SKEW XY=140,140,99 XZ=1,1,100").find("no parallelogram"),
              std::string::npos);
    printer.run("GET_CURRENT_SKEW");
    EXPECT_NE(printer.said().back().find("XY Skew: 0.000000"), std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
