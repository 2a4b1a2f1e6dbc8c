// Whole configurations of machines without straight axes, and what is wrong with others.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/curved_stepper_section.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

std::string motor(const std::string& name, const std::string& pin, const std::string& more) {
    return "[" + name + "]\nstep_pin: " + pin + "0\ndir_pin: " + pin + "1\nmicrosteps: 16\n" + more;
}

std::string printer_of(const std::string& kinematics, const std::string& more = "") {
    return "[printer]\nkinematics: " + kinematics + "\nmax_velocity: 300\nmax_accel: 3000\n" + more;
}

std::string towers(const std::string& first_more) {
    const std::string distance = "rotation_distance: 40\n";
    return motor("stepper_a", "PA", distance + "endstop_pin: PA2\n" + first_more) +
           motor("stepper_b", "PB", distance + "endstop_pin: PB2\n") +
           motor("stepper_c", "PC", distance + "endstop_pin: PC2\n");
}

const std::string delta =
    printer_of("delta", "delta_radius: 125\n") + towers("position_endstop: 240\narm_length: 250\n");

std::string curved_problems(const std::string& config) {
    return OfflinePrinter(config, testing::bare_board).problems();
}

void expect_problem(const std::string& config, const std::string& text) {
    const auto found = curved_problems(config);
    EXPECT_NE(found.find(text), std::string::npos) << found;
}

TEST(CurvedStepperSection, makes_a_delta_whose_towers_are_alike_unless_told) {
    OfflinePrinter printer(delta, testing::bare_board);
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28\nG1 Z10 F6000\nG1 X20 Y10\nM400");

    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"xyz\"");
    EXPECT_EQ(printer.status("toolhead", "position"), "[20.0, 10.0, 10.0, 0.0]");
    EXPECT_NE(printer.failure("G1 X120 Y120").find("Move out of range"), std::string::npos);
    printer.run("GET_POSITION");
    const auto said = printer.said();
    ASSERT_FALSE(said.empty());
    EXPECT_NE(said[0].find("kinematic: X:"), std::string::npos) << said[0];
}

TEST(CurvedStepperSection, makes_the_other_machines) {
    const std::string turning = "gear_ratio: 80:16\nendstop_pin: ";
    const std::string arms = "upper_arm_length: 170\nlower_arm_length: 320\n";
    const std::string rotary =
        printer_of("rotary_delta", "shoulder_radius: 33.9\nshoulder_height: 412.9\n") +
        motor("stepper_a", "PA", turning + "PA2\nposition_endstop: 252\n" + arms) +
        motor("stepper_b", "PB", turning + "PB2\n") + motor("stepper_c", "PC", turning + "PC2\n");
    const std::string straight = "rotation_distance: 40\n";
    const std::string stop = straight + "position_max: 200\nposition_endstop: ";
    const std::string polar = printer_of("polar", "max_angular_velocity: 5\n") +
                              motor("stepper_bed", "PA", "gear_ratio: 80:16\n") +
                              motor("stepper_arm", "PB", stop + "200\nendstop_pin: PB2\n") +
                              motor("stepper_z", "PC", stop + "0\nendstop_pin: PC2\n");
    const std::string deltesian =
        printer_of("deltesian") +
        motor("stepper_left",
              "PA",
              straight +
                  "endstop_pin: PA2\nposition_endstop: 260\narm_length: 220\n"
                  "arm_x_length: 158\n") +
        motor("stepper_right", "PB", straight + "endstop_pin: PB2\n") +
        motor("stepper_y", "PC", stop + "0\nendstop_pin: PC2\n");
    const auto anchored = [&](const char* x, const char* y, const char* z) {
        return straight + "anchor_x: " + x + "\nanchor_y: " + y + "\nanchor_z: " + z + "\n";
    };
    const std::string winch = printer_of("winch") +
                              motor("stepper_a", "PA", anchored("0", "-2000", "-100")) +
                              motor("stepper_b", "PB", anchored("2000", "1000", "-100")) +
                              motor("stepper_c", "PC", anchored("-2000", "1000", "-100")) +
                              motor("stepper_d", "PD", anchored("0", "0", "3000"));

    for (const auto& config : {rotary, polar, deltesian, winch}) {
        OfflinePrinter printer(config, testing::bare_board);
        ASSERT_EQ(printer.problems(), "");
        printer.run("G28\nG1 Z10 F600\nG1 X20 Y10 F3000\nG1 X10 Y20\nM400");
        EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"xyz\"");
        EXPECT_GT(printer.sent("queue_step").size(), 10u);
    }
}

TEST(CurvedStepperSection, says_what_a_machine_lacks) {
    expect_problem(printer_of("delta") + towers("position_endstop: 240\narm_length: 250\n"),
                   "[printer] delta_radius: must be specified");
    expect_problem(printer_of("delta", "delta_radius: 125\n") + towers("position_endstop: 240\n"),
                   "[stepper_a] arm_length: must be specified");
    expect_problem(printer_of("delta", "delta_radius: 125\n") + towers("arm_length: 250\n"),
                   "[stepper_a] position_endstop: must be specified");
    expect_problem(printer_of("delta", "delta_radius: 125\n") +
                       towers("position_endstop: 240\narm_length: 120\n"),
                   "arm_length: must be above delta_radius 125 (is 120)");
    expect_problem(printer_of("polar") + motor("stepper_bed", "PA", ""),
                   "[stepper_bed] gear_ratio: must be specified");
}

TEST(CurvedStepperSection, says_what_does_not_belong_there) {
    expect_problem(delta + motor("stepper_d", "PD", "rotation_distance: 40\n"),
                   "[stepper_d] is no part of this machine");
    expect_problem(printer_of("delta", "delta_radius: 125\nshoulder_radius: 30\n") +
                       towers("position_endstop: 240\narm_length: 250\n"),
                   "shoulder_radius: is no option of kinematics 'delta'; remove it");
    expect_problem(printer_of("delta", "delta_radius: 125\n") +
                       towers("position_endstop: 240\narm_length: 250\nposition_max: 300\n"),
                   "[stepper_a] position_max: is no option of this motor; remove it");
    expect_problem(printer_of("delta", "delta_radius: 125\n") +
                       towers("position_endstop: 240\narm_length: 250\nanchor_x: 3\n"),
                   "[stepper_a] anchor_x: is no option of this motor; remove it");
    expect_problem(printer_of("polar") +
                       motor("stepper_bed", "PA", "gear_ratio: 80:16\nrotation_distance: 40\n"),
                   "[stepper_bed] rotation_distance: is no option of this motor");
}

}  // namespace
}  // namespace escapement::modules
