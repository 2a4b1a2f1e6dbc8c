// Two print heads on one rail: each nozzle's path at the pins against the G-code.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "printing.hpp"

namespace escapement::app {
namespace {

config::Document idex() {
    return config::read_config(examples + "idex.cfg", config::DiskFiles()).document;
}

Outcome print_idex(const std::string& gcode) {
    const auto config = idex();
    return print_with(config, *make_blueprint(config), small_file(gcode));
}

const std::string heat =
    "SET_HEATER_TEMPERATURE HEATER=extruder TARGET=200\n"
    "SET_HEATER_TEMPERATURE HEATER=extruder1 TARGET=200\n"
    "TEMPERATURE_WAIT SENSOR=extruder MINIMUM=195\n"
    "TEMPERATURE_WAIT SENSOR=extruder1 MINIMUM=195\n";

// A small square around a point, printed with relative filament.
std::string square(const std::string& x, const std::string& y) {
    return "G1 X" + x + " Y" + y + " F9000\nG91\nG1 X15 E0.6 F3000\nG1 Y15 E0.6\nG1 X-15 E0.6\n" +
           "G1 X5 Y-15 E0.7\nG90\n";
}

const std::string left = "SET_DUAL_CARRIAGE CARRIAGE=0\nACTIVATE_EXTRUDER EXTRUDER=extruder\n";
const std::string right = "SET_DUAL_CARRIAGE CARRIAGE=1\nACTIVATE_EXTRUDER EXTRUDER=extruder1\n";

TEST(Idex, heads_take_turns) {
    const auto outcome = print_idex(heat + "G28\nM83\nG1 Z0.3 F600\n" + square("50", "60.005") +
                                    "G1 X-40\n" + right + square("120", "80") + "G1 X260\n" + left +
                                    square("80", "100") + "G1 X-40\n");

    EXPECT_EQ(outcome.failure, "");
    EXPECT_TRUE(outcome.report.complaints().empty()) << outcome.report.text();
    EXPECT_EQ(outcome.report.unjudged_from, "");
    EXPECT_GT(outcome.report.path_lines, 20u);
    EXPECT_NEAR(outcome.report.filament_pins_mm, 7.5, 0.02);
}

TEST(Idex, heads_print_copies_and_mirror_images) {
    const auto outcome = print_idex(
        heat + "G28\nM83\nG1 Z0.3 F600\nG1 X20 Y50 F9000\n" + right + "G1 X180\n" + left +
        "SYNC_EXTRUDER_MOTION EXTRUDER=extruder1 MOTION_QUEUE=extruder\n"
        "SET_DUAL_CARRIAGE CARRIAGE=1 MODE=COPY\n" +
        square("25", "60") +
        "G1 X20 F6000\nSAVE_DUAL_CARRIAGE_STATE\n"
        "SET_DUAL_CARRIAGE CARRIAGE=dual_carriage MODE=MIRROR\n" +
        square("30", "90") + "RESTORE_DUAL_CARRIAGE_STATE\nG1 X40 F6000\n");

    EXPECT_EQ(outcome.failure, "");
    EXPECT_TRUE(outcome.report.complaints().empty()) << outcome.report.text();
    EXPECT_EQ(outcome.report.unjudged_from, "");
    EXPECT_NEAR(outcome.report.filament_pins_mm, 10.0, 0.02);  // two squares by two heads
}

TEST(Idex, a_head_whose_motor_is_not_as_described_is_noticed) {
    const auto config = idex();
    auto machine = *make_blueprint(config);
    for (auto& motor : machine.motors)
        if (motor.name == "dual_carriage") motor.step_distance *= 1.001;

    const auto outcome =
        print_with(config, machine, small_file("G28\n" + right + "G1 X100 F9000\n"));

    EXPECT_GT(outcome.report.short_of_end_mm, 0.1);
    EXPECT_FALSE(outcome.report.complaints().empty());
}

// The same heads on a belt that runs over the gantry of y.
TEST(Idex, heads_hang_on_one_belt) {
    auto config = idex();
    for (auto& option : config.open("printer", {}).options)
        if (option.key == "kinematics") option.value = "hybrid_corexy";

    const auto outcome = print_with(config,
                                    *make_blueprint(config),
                                    small_file("G28\nG1 X50 Y60 F9000\nG1 X-40 Y90\n" + right +
                                               "G1 X120 Y20\nG1 X150 Y20\nG1 X260\n"));

    EXPECT_EQ(outcome.failure, "");
    EXPECT_TRUE(outcome.report.complaints().empty()) << outcome.report.text();
}

// Each carriage keeps the shaper that it was given while it moved.
TEST(Idex, heads_are_shaped_each_in_its_way) {
    auto config = idex();
    config.open("input_shaper", {});

    const auto outcome = print_with(
        config,
        *make_blueprint(config),
        small_file("SET_INPUT_SHAPER SHAPER_FREQ_X=41 SHAPER_FREQ_Y=33\nG28\nG1 X50 Y60 F9000\n"
                   "G1 X20 Y90\nG1 X-40\n" +
                   right +
                   "SET_INPUT_SHAPER SHAPER_TYPE_X=ei SHAPER_FREQ_X=60\nG1 X180 Y20\n"
                   "G1 X150\n" +
                   left +
                   "G1 X40 Y60\nSET_DUAL_CARRIAGE CARRIAGE=1 MODE=COPY\nG1 X60 Y50\n"
                   "G1 X30 Y80\nSET_DUAL_CARRIAGE CARRIAGE=1 MODE=MIRROR\nG1 X60\n"));

    EXPECT_EQ(outcome.failure, "");
    EXPECT_TRUE(outcome.report.complaints().empty()) << outcome.report.text();
    EXPECT_EQ(outcome.report.unjudged_from, "");
}

}  // namespace
}  // namespace escapement::app
