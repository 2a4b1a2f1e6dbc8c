// G28 on a printer that nobody answers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/homing.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(HomingModule, homes_all_axes_when_none_is_named) {
    OfflinePrinter printer;

    printer.run("G28");

    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"xyz\"");
    EXPECT_EQ(printer.status("toolhead", "position"), "[0.0, 0.0, 0.0, 0.0]");
}

TEST(HomingModule, homes_the_axes_that_are_named) {
    OfflinePrinter printer;

    printer.run("G28 Z0 X");

    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"xz\"");
    EXPECT_EQ(printer.failure("G1 Y10"),
              "Must home axis first: 0.000 10.000 0.000 [0.000]; home y with G28");
}

TEST(HomingModule, ends_where_the_endstops_are) {
    OfflinePrinter printer(
        "[stepper_y]\nposition_endstop: 200\n[stepper_z]\nposition_min: -5\n"
        "position_endstop: -1.5\n");
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28");

    EXPECT_EQ(printer.status("toolhead", "position"), "[0.0, 200.0, -1.5, 0.0]");
}

TEST(HomingModule, looks_at_an_endstop_every_second_at_least) {
    OfflinePrinter printer("[stepper_x]\nrotation_distance: 400000\n");

    printer.run("G28 X");

    EXPECT_EQ(printer.status("toolhead", "homed_axes"), "\"x\"");
}

TEST(HomingModule, approaches_only_once_without_a_retract) {
    OfflinePrinter twice, once("[stepper_x]\nhoming_retract_dist: 0\n");

    twice.run("G28 X");
    once.run("G28 X");

    EXPECT_EQ(twice.sent("endstop_home").size(), once.sent("endstop_home").size() + 2);
}

}  // namespace
}  // namespace escapement::modules
