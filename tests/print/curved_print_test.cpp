// Machines without straight axes, printing: the nozzle's path at the pins against the G-code.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "printing.hpp"

namespace escapement::app {
namespace {

Outcome print_with(const std::string& printer, const std::string& gcode) {
    const auto config = config::read_config(examples + printer, config::DiskFiles()).document;
    const auto machine = make_blueprint(config);
    if (!machine) return {{}, machine.error().what};
    SimulatedPrint print(config, *machine, small_file(gcode));
    const auto result = print.run();
    return {print.report(), result.failure};
}

void expect_right(const std::string& printer, const std::string& gcode) {
    const auto outcome = print_with(printer, gcode);

    EXPECT_EQ(outcome.failure, "");
    EXPECT_TRUE(outcome.report.complaints().empty()) << outcome.report.text();
    EXPECT_EQ(outcome.report.unjudged_from, "");
    EXPECT_GT(outcome.report.path_lines, 5u);
    EXPECT_EQ(outcome.report.path_lines_done, outcome.report.path_lines);
    EXPECT_LT(outcome.report.deviation_mm[0], 0.2);
}

// Turns around the middle, with filament, and straight lines across the bed.
std::string rosette(double radius) {
    std::ostringstream gcode;
    gcode << "G28\nM109 S200\nM83\nG1 Z10 F9000\nG1 X" << radius << " Y0\nG1 Z0.3\n";
    for (int i = 1; i <= 120; ++i) {
        const double turn = i * 0.12;
        const double r = radius + 5.0 * std::sin(5.0 * turn);
        gcode << "G1 X" << r * std::cos(turn) << " Y" << r * std::sin(turn) << " E0.2 F4800\n";
    }
    gcode << "G1 X" << radius << " Y3 Z2 F9000\nG1 X" << -radius << " Y7\nG1 Y" << -radius
          << "\nG1 X20 Y-10 Z30\n";
    return gcode.str();
}

TEST(CurvedPrint, a_delta_follows_its_path) {
    expect_right("delta.cfg", rosette(60.0));
    expect_right("delta.cfg", rosette(110.0));
}

TEST(CurvedPrint, a_polar_machine_follows_its_path_round_and_round) {
    expect_right("polar.cfg", rosette(60.0));
    expect_right("polar.cfg", rosette(130.0));
}

TEST(CurvedPrint, a_delta_homes_again) {
    expect_right("delta.cfg",
                 "G28\nG1 X50 Y20 Z100 F9000\nG1 X20\nG28\nG1 Z50\nG1 X10 Y10\nG28 X\nG1 Z80\n"
                 "G1 X-20 Y5\n");
}

// A tower that stands elsewhere than its configuration says is noticed at the nozzle.
TEST(CurvedPrint, a_wrong_machine_is_noticed) {
    const auto config = config::read_config(examples + "delta.cfg", config::DiskFiles()).document;
    auto machine = *make_blueprint(config);
    machine.mechanism = std::make_shared<sim::DeltaMechanism>(
        std::array<sim::DeltaMechanism::Tower, 3>{sim::DeltaMechanism::Tower{-151.55, -86.5, 410.0},
                                                  {151.55, -87.5, 410.0},
                                                  {0.0, 175.0, 410.0}});
    SimulatedPrint print(config, machine, small_file(rosette(60.0)));

    print.run();

    EXPECT_GT(print.report().excess_mm, 0.1);
}

}  // namespace
}  // namespace escapement::app
