// The machine's commands and status.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/toolhead.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

printer::Toolhead& toolhead(OfflinePrinter& printer) {
    return printer.printer().modules().the<ToolheadModule>().toolhead();
}

double print_time(OfflinePrinter& printer) {
    return toolhead(printer).last_move_time().time_since_epoch().count();
}

TEST(ToolheadModule, knows_the_kinds_of_machines) {
    OfflinePrinter printer("[printer]\nkinematics: corezx\n");

    EXPECT_NE(printer.problems().find("'corezx' is not one of cartesian, corexy"),
              std::string::npos)
        << printer.problems();
}

TEST(ToolheadModule, builds_a_corexy_machine) {
    OfflinePrinter printer("[printer]\nkinematics: corexy\n");
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28\nG1 X10 Y20 F6000\nM400");

    EXPECT_EQ(printer.status("toolhead", "position"), "[10.0, 20.0, 0.0, 0.0]");
}

TEST(ToolheadModule, keeps_z_no_faster_than_the_head) {
    OfflinePrinter printer("[printer]\nmax_z_velocity: 301\n");

    EXPECT_NE(printer.problems().find(
                  "[printer] max_z_velocity: must be at most max_velocity 300 (is 301)"),
              std::string::npos)
        << printer.problems();
}

TEST(ToolheadModule, pauses_for_g4) {
    OfflinePrinter printer;
    const double before = print_time(printer);

    printer.run("G4 P1500");

    EXPECT_NEAR(print_time(printer), before + 1.5, 1e-9);
    EXPECT_NE(printer.failure("G4 P-1"), "");
}

TEST(ToolheadModule, changes_limits_and_says_them) {
    OfflinePrinter printer;

    printer.run(
        "SET_VELOCITY_LIMIT VELOCITY=100 ACCEL=500 SQUARE_CORNER_VELOCITY=3 "
        "MINIMUM_CRUISE_RATIO=0.25");
    EXPECT_TRUE(printer.said().empty());
    printer.run("SET_VELOCITY_LIMIT");

    EXPECT_EQ(printer.said(),
              std::vector<std::string>{"// max_velocity: 100.000000\n// max_accel: 500.000000\n"
                                       "// minimum_cruise_ratio: 0.250000\n"
                                       "// square_corner_velocity: 3.000000"});
    EXPECT_EQ(printer.status("toolhead", "max_accel"), "500.0");
}

TEST(ToolheadModule, limits_jerk_only_when_asked_to) {
    OfflinePrinter printer;
    EXPECT_EQ(printer.status("toolhead", "max_jerk"), "0.0");

    printer.run("SET_VELOCITY_LIMIT MAX_JERK=50000");
    EXPECT_TRUE(printer.said().empty());
    EXPECT_EQ(printer.status("toolhead", "max_jerk"), "50000.0");
    printer.run("SET_VELOCITY_LIMIT");
    EXPECT_TRUE(printer.said().front().ends_with("\n// max_jerk: 50000.000000"));

    printer.run("SET_VELOCITY_LIMIT MAX_JERK=0");
    EXPECT_EQ(printer.status("toolhead", "max_jerk"), "0.0");
    EXPECT_NE(printer.failure("SET_VELOCITY_LIMIT MAX_JERK=-1"), "");
}

TEST(ToolheadModule, takes_longer_for_a_move_whose_jerk_is_limited) {
    OfflinePrinter plain, gentle("[printer]\nmax_jerk: 300000\n");
    for (OfflinePrinter* printer : {&plain, &gentle}) printer->run("G28\nG1 X100 F6000");
    const double plain_start = print_time(plain), gentle_start = print_time(gentle);

    for (OfflinePrinter* printer : {&plain, &gentle}) printer->run("G1 X0");

    // By max_accel / max_jerk: half of it at each end.
    EXPECT_NEAR(print_time(gentle) - gentle_start, print_time(plain) - plain_start + 0.01, 1e-9);
}

TEST(ToolheadModule, refuses_a_jerk_so_low_that_nothing_moves) {
    OfflinePrinter printer("[printer]\nmax_jerk: 1e-12\n");

    EXPECT_NE(printer.failure("G28").find("more than a day"), std::string::npos);
}

TEST(ToolheadModule, refuses_limits_that_are_none) {
    OfflinePrinter printer;

    EXPECT_NE(printer.failure("SET_VELOCITY_LIMIT VELOCITY=0"), "");
    EXPECT_NE(printer.failure("SET_VELOCITY_LIMIT MINIMUM_CRUISE_RATIO=1"), "");
    EXPECT_NE(printer.failure("M204 S0").find("must be above 0"), std::string::npos);
    EXPECT_EQ(printer.status("toolhead", "max_velocity"), "300.0");
}

TEST(ToolheadModule, takes_the_lesser_acceleration_of_m204) {
    OfflinePrinter printer;

    printer.run("M204 P800 T1200");
    EXPECT_EQ(printer.status("toolhead", "max_accel"), "800.0");
    printer.run("M204 S900");
    EXPECT_EQ(printer.status("toolhead", "max_accel"), "900.0");

    printer.said();
    printer.run("M204 P800");
    ASSERT_EQ(printer.said().size(), 1u);
    EXPECT_EQ(printer.status("toolhead", "max_accel"), "900.0");
}

TEST(ToolheadModule, publishes_where_the_axes_can_be) {
    OfflinePrinter printer("[stepper_z]\nposition_min: -2\nposition_max: 180\n");

    EXPECT_EQ(printer.status("toolhead", "axis_minimum"), "[0.0, 0.0, -2.0, 0.0]");
    EXPECT_EQ(printer.status("toolhead", "axis_maximum"), "[200.0, 200.0, 180.0, 0.0]");
    EXPECT_EQ(printer.status("toolhead", "extruder"), "\"extruder\"");
    EXPECT_EQ(printer.status("toolhead", "extra_axes"), "{\"extruder\": 3}");
    EXPECT_EQ(printer.status("toolhead", "stalls"), "0");
}

}  // namespace
}  // namespace escapement::modules
