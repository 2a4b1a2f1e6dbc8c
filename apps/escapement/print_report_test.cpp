// Claims about judging a print.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/print_report.hpp"

#include <gtest/gtest.h>

namespace escapement::app {
namespace {

PrintReport good() {
    PrintReport report;
    report.filament_pins_mm = 100.004;
    report.filament_gcode_mm = 100.0;
    report.extruder_step_mm = 0.01;
    report.path_lines = report.path_lines_done = 10;
    return report;
}

TEST(PrintReport, has_no_complaint_about_a_good_print) {
    EXPECT_TRUE(good().complaints().empty());
    EXPECT_NE(good().text().find("All as it should be."), std::string::npos);
}

TEST(PrintReport, complains_about_filament_beyond_a_step) {
    auto report = good();
    report.filament_pins_mm = 100.02;

    EXPECT_EQ(report.complaints().size(), 1u);
}

TEST(PrintReport, complains_about_a_path_left_or_not_finished) {
    auto report = good();
    report.excess_mm = 0.1;
    report.path_lines_done = 9;

    EXPECT_EQ(report.complaints().size(), 2u);
}

TEST(PrintReport, complains_about_homing_to_a_wrong_place) {
    auto report = good();
    report.microstep_mm = {0.01, 0.01, 0.01};
    report.homing_offset_mm = {0.015, -0.03, 0};

    EXPECT_EQ(report.complaints(),
              std::vector<std::string>{"after homing y was -0.0300 mm from where it should be"});
}

TEST(PrintReport, complains_about_a_nozzle_that_stopped_too_early) {
    auto report = good();
    report.short_of_end_mm = 0.0125;

    EXPECT_EQ(
        report.complaints(),
        std::vector<std::string>{"the nozzle came to rest 0.0125 mm from the end of its path"});
}

TEST(PrintReport, remarks_what_was_not_judged_without_complaint) {
    auto report = good();
    report.unjudged_from = "cube.gcode:12 (G2)";
    report.filament_gcode_mm.reset();

    EXPECT_TRUE(report.complaints().empty());
    EXPECT_NE(report.text().find("The path was not judged from cube.gcode:12 (G2) on.\n"
                                 "The rest is as it should be."),
              std::string::npos);
    EXPECT_EQ(report.text().find("All as it should be."), std::string::npos);
}

TEST(PrintReport, remarks_errors_that_were_passed_over) {
    auto report = good();
    report.errors = 2;
    report.first_error = "cube.gcode:3: Move out of range";

    EXPECT_TRUE(report.complaints().empty());
    EXPECT_NE(report.text().find("2 errors were passed over, the first: cube.gcode:3: Move out of "
                                 "range\nThe rest is as it should be."),
              std::string::npos);
}

TEST(PrintReport, tells_layers_of_the_file_from_heights_at_the_pins) {
    auto report = good();
    report.heights = 28;
    EXPECT_NE(report.text().find("  filament on 28 heights"), std::string::npos);

    report.layers = 27;

    EXPECT_NE(report.text().find("27 in the G-code, filament on 28 heights"), std::string::npos);
}

TEST(PrintReport, complains_about_lost_steps_shutdowns_and_heat_left_on) {
    auto report = good();
    report.lost_steps = 1;
    report.shutdown_reason = "Timer too close";
    report.left_on = {"extruder"};

    EXPECT_EQ(report.complaints().size(), 3u);
    EXPECT_NE(report.text().find("NOT AS IT SHOULD BE: a board shut down: Timer too close"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::app
