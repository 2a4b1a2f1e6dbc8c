// Positions that say nothing about dimensions, and back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/delta_model.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

// DELTA_CALIBRATE by hand, which goes through stable positions, on a machine of that kind.
std::vector<std::string> calibrated(const std::string& machine) {
    std::string text = "[mcu]\nserial: x\n" + machine;
    for (int i = 0; i < 3; ++i) {
        const auto pin = [i](int offset) { return "PA" + std::to_string(4 * i + offset); };
        text += std::string("[stepper_") + "abc"[i] + "]\nstep_pin: " + pin(0) +
                "\ndir_pin: " + pin(1) + "\nenable_pin: !" + pin(2) + "\nendstop_pin: " + pin(3) +
                "\nmicrosteps: 16\n";
    }
    OfflinePrinter printer("[delta_calibrate]\nradius: 50\n", text);
    EXPECT_EQ(printer.problems(), "");
    std::string script = "G28\nDELTA_CALIBRATE METHOD=manual\n";
    for (int i = 0; i < 7; ++i) script += "TESTZ Z=-5\nACCEPT\n";
    printer.run(script);
    return printer.said();
}

TEST(DeltaModel, of_towers_is_consistent_with_the_kinematics) {
    const auto said = calibrated(
        "[printer]\nkinematics: delta\nmax_velocity: 300\nmax_accel: 3000\ndelta_radius: 174.75\n"
        "minimum_z_position: -5\n"
        "[stepper_a]\nrotation_distance: 40\nposition_endstop: 297\narm_length: 333\n"
        "[stepper_b]\nrotation_distance: 40\n[stepper_c]\nrotation_distance: 40\n");

    const auto& text = said[said.size() - 2];
    EXPECT_NE(text.find("arm_length: 333.000000"), std::string::npos) << text;
    EXPECT_NE(text.find("angle: 90.000000"), std::string::npos) << text;
}

TEST(DeltaModel, of_swinging_arms_is_consistent_with_the_kinematics) {
    const auto said = calibrated(
        "[printer]\nkinematics: rotary_delta\nmax_velocity: 300\nmax_accel: 3000\n"
        "shoulder_radius: 33.9\nshoulder_height: 412.9\nminimum_z_position: -5\n"
        "[stepper_a]\ngear_ratio: 107:16, 60:16\nposition_endstop: 252\nupper_arm_length: 170\n"
        "lower_arm_length: 320\n[stepper_b]\ngear_ratio: 107:16, 60:16\n"
        "[stepper_c]\ngear_ratio: 107:16, 60:16\n");

    const auto& text = said[said.size() - 2];
    EXPECT_NE(text.find("shoulder_radius: 33.9"), std::string::npos) << text;
    EXPECT_NE(text.find("stepper_c: position_endstop: 252.0"), std::string::npos) << text;
}

}  // namespace
}  // namespace escapement::modules
