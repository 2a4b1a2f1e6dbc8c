// Tests of SET_SERVO.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/servo.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(Servo, turns_to_an_angle) {
    OfflinePrinter printer("[servo arm]\npin: PC0\n");

    printer.run("SET_SERVO SERVO=arm ANGLE=90");

    EXPECT_TRUE(printer.sent("queue_digital_out").back().ends_with("on_ticks=1500"));
    EXPECT_EQ(printer.status("servo arm", "value"), "0.075");
}

TEST(Servo, angles_beyond_its_reach_are_its_ends) {
    OfflinePrinter printer("[servo arm]\npin: PC0\nmaximum_servo_angle: 90\n");

    printer.run("SET_SERVO SERVO=arm ANGLE=200");

    EXPECT_TRUE(printer.sent("queue_digital_out").back().ends_with("on_ticks=2000"));
}

TEST(Servo, takes_widths_too) {
    OfflinePrinter printer("[servo arm]\npin: PC0\n");

    printer.run("SET_SERVO SERVO=arm WIDTH=0.0012");
    EXPECT_TRUE(printer.sent("queue_digital_out").back().ends_with("on_ticks=1200"));
    printer.run("G4 P500\nSET_SERVO SERVO=arm WIDTH=0.0001");
    EXPECT_TRUE(printer.sent("queue_digital_out").back().ends_with("on_ticks=1000"));
    printer.run("G4 P500\nSET_SERVO SERVO=arm WIDTH=0");
    EXPECT_TRUE(printer.sent("queue_digital_out").back().ends_with("on_ticks=0"));
}

TEST(Servo, begins_where_it_is_told) {
    OfflinePrinter printer("[servo arm]\npin: PC0\ninitial_angle: 180\n");

    EXPECT_TRUE(printer.sent("queue_digital_out").back().ends_with("on_ticks=2000"));
}

TEST(Servo, changes_come_between_pulses) {
    OfflinePrinter printer("[servo arm]\npin: PC0\ninitial_angle: 90\n");

    printer.run("G4 P503\nSET_SERVO SERVO=arm ANGLE=0");

    const auto sent = printer.sent("queue_digital_out");
    const auto clock = [](const std::string& line) {
        return std::stol(line.substr(line.find("clock=") + 6));
    };
    const auto apart = clock(sent.back()) - clock(sent[sent.size() - 2]);
    EXPECT_EQ(apart % 20000, 0) << apart;
}

TEST(Servo, its_widths_must_be_in_order) {
    OfflinePrinter printer(
        "[servo arm]\npin: PC0\nminimum_pulse_width: 0.002\nmaximum_pulse_width: 0.002\n"
        "initial_pulse_width: 0.003\nmaximum_servo_angle: 0\n");

    const auto& problems = printer.problems();
    EXPECT_NE(problems.find("[servo arm] maximum_pulse_width: must be above minimum_pulse_width"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("[servo arm] maximum_servo_angle: must not be 0"), std::string::npos)
        << problems;
}

TEST(Servo, its_first_pulse_must_be_possible) {
    OfflinePrinter printer("[servo arm]\npin: PC0\ninitial_pulse_width: 0.003\n");

    EXPECT_NE(printer.problems().find(
                  "[servo arm] initial_pulse_width: must be at most maximum_pulse_width"),
              std::string::npos)
        << printer.problems();
}

TEST(Servo, needs_an_angle) {
    OfflinePrinter printer("[servo arm]\npin: PC0\n");

    EXPECT_EQ(printer.failure("SET_SERVO SERVO=arm"), "Error on 'SET_SERVO': missing ANGLE");
}

}  // namespace
}  // namespace escapement::modules
