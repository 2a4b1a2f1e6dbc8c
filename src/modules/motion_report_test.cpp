// Tests of what is said about the present moment.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/motion_report.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

TEST(MotionReport, names_all_that_moves) {
    testing::OfflinePrinter printer(
        "[manual_stepper belt]\nstep_pin: PC0\ndir_pin: PC1\nrotation_distance: 40\n"
        "microsteps: 16\n");
    ASSERT_EQ(printer.problems(), "");

    EXPECT_EQ(printer.status("motion_report", "trapq"),
              R"(["extruder", "manual_stepper belt", "toolhead"])");
    EXPECT_EQ(printer.status("motion_report", "steppers"),
              R"(["extruder", "manual_stepper belt", "stepper_x", "stepper_y", "stepper_z"])");
    EXPECT_EQ(printer.status("motion_report", "live_position"), "[0.0, 0.0, 0.0, 0.0]");
    EXPECT_EQ(printer.status("motion_report", "live_velocity"), "0.0");
    EXPECT_EQ(printer.status("motion_report", "live_extruder_velocity"), "0.0");
}

}  // namespace
}  // namespace escapement::modules
