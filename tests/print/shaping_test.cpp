// Prints with input shapers: the judge is content with rounded corners, and with nothing else.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "printing.hpp"

namespace escapement::app {
namespace {

// Corners of all sorts, short lines, a stop, and homing in between.
const std::string corners =
    "G28\nG1 X50 Y50 Z1 F9000\nG1 X80\nG1 Y90\nG1 X50 Y60\nG1 X50.3 Y60.2\nG1 X50.5 Y60.1\n"
    "G1 X51 Y61\nG1 X30\nG1 X90 F12000\nM400\nG1 X40 Y40\nG28 X\nG1 X45.003 Y80\nG1 Z2\nG1 X20\n";
constexpr std::size_t corner_lines = 13;

const std::string shaped = "[input_shaper]\nshaper_freq_x: 31\nshaper_freq_y: 24\n";

Outcome print_shaped(const std::string& sections, const std::string& gcode) {
    const auto config = example_printer_with(sections);
    return print_with(config, *make_blueprint(config), small_file(gcode));
}

void expect_right(const Outcome& outcome, std::size_t lines) {
    EXPECT_EQ(outcome.failure, "");
    EXPECT_TRUE(outcome.report.complaints().empty()) << outcome.report.text();
    EXPECT_EQ(outcome.report.unjudged_from, "");
    EXPECT_EQ(outcome.report.path_lines_done, lines);
}

TEST(ShapedPrint, ends_where_the_file_says_whatever_the_shaper) {
    const auto plain = print_shaped("", corners);
    for (const char* kind : {"zv", "mzv", "3hump_ei"}) {
        const auto outcome =
            print_shaped(shaped + "shaper_type: " + std::string(kind) + "\n", corners);
        expect_right(outcome, corner_lines);
        EXPECT_NE(outcome.report.fingerprint, plain.report.fingerprint);
    }
    expect_right(print_shaped("[input_shaper]\nshaper_type: smooth_mzv\nsmoother_freq_x: 31\n"
                              "smoother_freq_y: 24\n",
                              corners),
                 corner_lines);
}

TEST(ShapedPrint, may_change_its_shapers_between_moves) {
    expect_right(
        print_shaped(shaped,
                     "G28\nG1 X50 Y50 F9000\nG1 X80\nSET_INPUT_SHAPER SHAPER_TYPE=ei\nG1 Y90\n"
                     "G1 X50 Y60\nDISABLE_INPUT_SHAPER AXIS=x,y\nG1 X20\nG1 Y20\n"
                     "ENABLE_INPUT_SHAPER AXIS=y\nG1 X60 Y80\nG1 X20\n"),
        8);
}

// The tolerance is that of prints without shapers: a microstep, and what moves in 25 us.
TEST(ShapedPrint, is_judged_as_strictly_as_others) {
    const auto config = example_printer_with(shaped);
    auto machine = *make_blueprint(config);
    machine.motors[0].step_distance *= 1.001;

    const auto outcome = print_with(config, machine, small_file("G28\nG1 X50 Y60 F9000\n"));

    EXPECT_GT(outcome.report.excess_mm, 0.01);
    EXPECT_GE(outcome.report.complaints().size(), 2u);
}

}  // namespace
}  // namespace escapement::app
