// Tests of SET_PIN.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/output_pin.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(OutputPin, is_switched_once_the_moves_are_done) {
    OfflinePrinter printer("[output_pin light]\npin: PC0\n");
    const auto before = printer.sent("queue_digital_out").size();

    printer.run("SET_PIN PIN=light VALUE=1");

    EXPECT_EQ(printer.sent("queue_digital_out").size(), before + 1);
    EXPECT_EQ(printer.status("output_pin light", "value"), "1.0");
}

TEST(OutputPin, starts_and_ends_where_it_is_told) {
    OfflinePrinter printer("[output_pin light]\npin: !PC0\nvalue: 1\nshutdown_value: 0\n");

    EXPECT_EQ(printer.status("output_pin light", "value"), "1.0");
    const auto sent = printer.sent("config_digital_out");
    EXPECT_NE(sent.back().find("pin=PC0 value=0 default_value=1 max_duration=0"), std::string::npos)
        << sent.back();
}

TEST(OutputPin, a_pulsed_one_takes_values_of_its_scale) {
    OfflinePrinter printer(
        "[output_pin laser]\npin: PC0\npwm: True\nscale: 255\ncycle_time: 0.01\n");

    printer.run("SET_PIN PIN=laser VALUE=51");

    EXPECT_TRUE(printer.sent("queue_digital_out").back().ends_with("on_ticks=2000"));
    EXPECT_EQ(printer.status("output_pin laser", "value"), "0.2");
}

TEST(OutputPin, hardware_makes_the_pulses_if_asked_to) {
    OfflinePrinter printer("[output_pin laser]\npin: PC0\npwm: True\nhardware_pwm: True\n");

    printer.run("SET_PIN PIN=laser VALUE=0.5");

    EXPECT_TRUE(printer.sent("queue_pwm_out").back().ends_with("value=128"));
}

TEST(OutputPin, the_same_value_again_sends_nothing) {
    OfflinePrinter printer("[output_pin light]\npin: PC0\n");
    const auto before = printer.sent("queue_digital_out").size();

    printer.run("SET_PIN PIN=light VALUE=0\nG4 P500\nSET_PIN PIN=light VALUE=0");

    EXPECT_EQ(printer.sent("queue_digital_out").size(), before);
}

TEST(OutputPin, refuses_what_is_out_of_range) {
    OfflinePrinter printer("[output_pin light]\npin: PC0\n");

    EXPECT_EQ(printer.failure("SET_PIN PIN=light VALUE=2"),
              "Error on 'SET_PIN': VALUE: must be at most 1 (is 2)");
    EXPECT_EQ(printer.failure("SET_PIN PIN=light VALUE=-1"),
              "Error on 'SET_PIN': VALUE: must be at least 0 (is -1)");
    EXPECT_EQ(printer.failure("SET_PIN PIN=light VALUE=0.5"),
              "Error on 'SET_PIN': VALUE: must be 0 or 1, as the pin has no pwm (is 0.5)");
    EXPECT_EQ(printer.failure("SET_PIN PIN=light"),
              "SET_PIN command must specify VALUE or TEMPLATE");
}

TEST(OutputPin, its_options_must_fit_together) {
    OfflinePrinter printer(
        "[output_pin a]\npin: PC0\ncycle_time: 0.1\n"
        "[output_pin b]\npin: PC1\npwm: True\nscale: 10\nvalue: 11\nshutdown_value: 12\n");

    const auto& problems = printer.problems();
    EXPECT_NE(
        problems.find("[output_pin a] cycle_time: means nothing without pwm: True; remove it"),
        std::string::npos)
        << problems;
    EXPECT_NE(problems.find("[output_pin b] value: must be at most 10, the scale (is 11)"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("[output_pin b] shutdown_value: must be at most 10, the scale (is 12)"),
              std::string::npos)
        << problems;
}

TEST(OutputPin, follows_a_template) {
    OfflinePrinter printer(
        "[output_pin light]\npin: PC0\npwm: True\ncycle_time: 0.01\n"
        "[display_template glow]\nparam_share: 0.5\ntext: { param_share * 0.5 }\n");

    printer.run("SET_PIN PIN=light TEMPLATE=glow PARAM_SHARE=0.8\nG4 P100\nM400");
    printer.sent("");

    EXPECT_EQ(printer.status("output_pin light", "value"), "0.4");
}

}  // namespace
}  // namespace escapement::modules
