// Claims about the moves of a resonance test, where nobody measures.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/vibration_run.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "modules/testing_printer.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string tester =
    "[adxl345]\ncs_pin: PC0\n[resonance_tester]\naccel_chip: adxl345\naccel_chip_z: adxl345\n"
    "probe_points: 100, 100, 20\n";

std::string refusal_of_axis(const char* text) {
    try {
        TestAxis::parse(text);
    } catch (const printer::CommandError& error) {
        return error.what();
    }
    return "";
}

TEST(VibrationRun, axes_are_letters_or_directions) {
    EXPECT_EQ(TestAxis::parse("X").name, "x");
    EXPECT_EQ(TestAxis::parse("z").direction, (std::array{0.0, 0.0, 1.0}));
    const auto diagonal = TestAxis::parse("1,-1");
    EXPECT_EQ(diagonal.name, "axis=1.000,-1.000,0.000");
    EXPECT_NEAR(diagonal.direction[0], std::sqrt(0.5), 1e-12);
    EXPECT_NEAR(diagonal.direction[1], -std::sqrt(0.5), 1e-12);
    EXPECT_TRUE(TestAxis::parse("0,0,2").is_vertical());
}

TEST(VibrationRun, says_what_is_no_axis) {
    EXPECT_EQ(refusal_of_axis("e"),
              "Invalid format of axis 'e': must be x, y, z or a direction such as 1,-1");
    EXPECT_EQ(refusal_of_axis("1,a"),
              "Unable to parse axis direction '1,a': must be numbers that are not all zero");
    EXPECT_EQ(refusal_of_axis("0,0,0"),
              "Unable to parse axis direction '0,0,0': must be numbers that are not all zero");
}

TEST(VibrationRun, chips_feel_axes_that_they_measure) {
    EXPECT_TRUE(TestAxis::parse("x").is_felt_by("xy"));
    EXPECT_FALSE(TestAxis::parse("z").is_felt_by("xy"));
    EXPECT_TRUE(TestAxis::parse("0,1,1").is_felt_by("z"));
}

TEST(VibrationRun, leaves_limits_and_shapers_as_they_were) {
    OfflinePrinter printer(tester + "[input_shaper]\nshaper_freq_x: 40\n");
    printer.run("G28");
    printer.said();
    const auto accel = printer.status("toolhead", "max_accel");
    const auto ratio = printer.status("toolhead", "minimum_cruise_ratio");

    printer.run("TEST_RESONANCES AXIS=X FREQ_START=40 FREQ_END=42 NAME=t");

    EXPECT_EQ(printer.said(),
              (std::vector<std::string>{"// Disabled [input_shaper] for resonance testing",
                                        "// Testing frequency 40 Hz",
                                        "// Testing frequency 41 Hz",
                                        "// Re-enabled [input_shaper]"}));
    EXPECT_EQ(printer.status("toolhead", "max_accel"), accel);
    EXPECT_EQ(printer.status("toolhead", "minimum_cruise_ratio"), ratio);
}

TEST(VibrationRun, shaping_may_stay_on) {
    OfflinePrinter printer(tester + "[input_shaper]\nshaper_freq_x: 40\n");
    printer.run("G28");
    printer.said();

    printer.run("TEST_RESONANCES AXIS=X FREQ_START=40 FREQ_END=40 INPUT_SHAPING=1 NAME=t");

    EXPECT_EQ(printer.said(), (std::vector<std::string>{"// Testing frequency 40 Hz"}));
}

TEST(VibrationRun, takes_as_long_as_its_pulses) {
    OfflinePrinter printer(tester);
    printer.run("G28\nG1 X100 Y100 Z20 F6000\nM400");
    const double before = std::stod(printer.status("toolhead", "print_time"));

    printer.run("TEST_RESONANCES AXIS=Y FREQ_START=20 FREQ_END=60 HZ_PER_SEC=2 NAME=t");

    // Half a second of rest before, and the last stop.
    EXPECT_NEAR(std::stod(printer.status("toolhead", "print_time")) - before, 20.5, 0.3);
}

TEST(VibrationRun, says_how_fast_z_would_have_to_be) {
    OfflinePrinter printer(tester);
    printer.run("G28");

    const auto failure =
        printer.failure("TEST_RESONANCES AXIS=Z FREQ_END=300 ACCEL_PER_HZ=60 SWEEPING_ACCEL=4000");

    EXPECT_NE(failure.find("Insufficient maximum Z velocity for these test parameters, increase "
                           "at least to "),
              std::string::npos)
        << failure;
    EXPECT_NE(failure.find("\nInsufficient maximum Z acceleration for these test parameters, "
                           "increase at least to "),
              std::string::npos)
        << failure;
}

TEST(VibrationRun, a_move_out_of_range_ends_it_and_leaves_limits) {
    OfflinePrinter printer(tester);
    printer.run("G28");
    const auto accel = printer.status("toolhead", "max_accel");

    const auto failure = printer.failure("TEST_RESONANCES AXIS=X POINT=1,100,20 NAME=t");

    EXPECT_NE(failure.find("Move out of range"), std::string::npos) << failure;
    EXPECT_EQ(printer.status("toolhead", "max_accel"), accel);
}

}  // namespace
}  // namespace escapement::modules
