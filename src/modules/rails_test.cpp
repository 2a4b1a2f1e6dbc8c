// Axes with several motors and endstops.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/rails.hpp"

#include <gtest/gtest.h>

#include "modules/stepper_section.hpp"
#include "modules/testing_printer.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string second_z = R"(
[stepper_z1]
step_pin: PC0
dir_pin: PC1
rotation_distance: 8
microsteps: 16
)";

TEST(Rails, move_all_motors_of_an_axis_alike) {
    OfflinePrinter printer(second_z);
    ASSERT_EQ(printer.problems(), "");

    printer.run("G28\nG1 Z10 F600\nM400");

    const auto position = [&](const char* name) {
        return printer.printer().modules().find<StepperSection>(name)->stepper().mcu_position();
    };
    printer.sent("");
    EXPECT_EQ(position("stepper_z"), position("stepper_z1"));
    EXPECT_NE(position("stepper_z"), 0);
}

TEST(Rails, give_a_motor_an_endstop_of_its_own) {
    OfflinePrinter one(second_z), two(second_z + "endstop_pin: PC2\n"),
        same(second_z + "endstop_pin: PA11\n");
    ASSERT_EQ(two.problems(), "");
    ASSERT_EQ(same.problems(), "");

    EXPECT_EQ(one.sent("config_endstop").size(), 3u);
    EXPECT_EQ(two.sent("config_endstop").size(), 4u);
    EXPECT_EQ(same.sent("config_endstop").size(), 3u);
    two.run("M119");
    EXPECT_EQ(two.said(),
              std::vector<std::string>{"stepper_x:open stepper_y:open stepper_z:open z1:open"});
}

// The second motor would be stopped later than the first.
TEST(Rails, refuse_an_axis_on_two_boards_behind_one_endstop) {
    const std::string other_board = R"(
[mcu other]
serial: /dev/zero
[stepper_z1]
step_pin: other:PC0
dir_pin: other:PC1
rotation_distance: 8
microsteps: 16
)";
    OfflinePrinter shared(other_board), own(other_board + "endstop_pin: other:PC2\n");

    EXPECT_NE(shared.problems().find(
                  "[stepper_z1] Multi-mcu homing not supported on multi-mcu shared axis: "
                  "[stepper_z] is on 'mcu' and [stepper_z1] on 'other', and one endstop is to stop "
                  "both; connect them to one microcontroller, or give [stepper_z1] an endstop_pin "
                  "of its own"),
              std::string::npos)
        << shared.problems();
    EXPECT_EQ(own.problems(), "");
}

TEST(Rails, refuse_one_pin_read_in_two_ways) {
    OfflinePrinter printer(second_z + "endstop_pin: !PA11\n");

    EXPECT_NE(printer.problems().find("must have same polarity and pull resistor"),
              std::string::npos)
        << printer.problems();
}

TEST(Rails, refuse_options_of_the_axis_in_a_further_motors_section) {
    OfflinePrinter printer(second_z + "position_max: 100\n");

    EXPECT_NE(printer.problems().find(
                  "[stepper_z1] position_max: belongs to the first motor, [stepper_z]"),
              std::string::npos)
        << printer.problems();
}

TEST(Rails, refuse_motors_that_belong_nowhere) {
    OfflinePrinter printer(
        "[stepper_y2]\nstep_pin: PC0\ndir_pin: PC1\nrotation_distance: 8\nmicrosteps: 16\n");

    EXPECT_NE(printer.problems().find("[stepper_y2] is no part of this machine"), std::string::npos)
        << printer.problems();
}

TEST(Rails, name_the_axis_that_is_missing) {
    OfflinePrinter printer("[printer]\nkinematics: cartesian\nmax_velocity: 300\nmax_accel: 3000\n",
                           testing::bare_board);

    EXPECT_NE(printer.problems().find("kinematics: needs a section [stepper_x]; add one"),
              std::string::npos)
        << printer.problems();
}

TEST(Rails, need_an_endstop) {
    OfflinePrinter printer(R"([printer]
kinematics: cartesian
max_velocity: 300
max_accel: 3000
[stepper_x]
step_pin: PA0
dir_pin: PA1
rotation_distance: 40
microsteps: 16
)",
                           testing::bare_board);

    EXPECT_NE(printer.problems().find("[stepper_x] endstop_pin: must be specified"),
              std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
