// Tests of lists of pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/pin_lists.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(StaticDigitalOutput, is_set_with_the_configuration) {
    OfflinePrinter printer("[static_digital_output micro]\npins: PC0, !PC1\n");

    EXPECT_EQ(printer.sent("set_digital_out pin"),
              (std::vector<std::string>{"set_digital_out pin=PC0 value=1",
                                        "set_digital_out pin=PC1 value=0"}));
}

TEST(StaticDigitalOutput, its_pins_are_taken) {
    OfflinePrinter printer(
        "[static_digital_output micro]\npins: PC0\n[output_pin light]\npin: PC0\n");

    EXPECT_NE(printer.problems().find("pin PC0 used multiple times in config"), std::string::npos)
        << printer.problems();
}

TEST(StaticDigitalOutput, needs_pins) {
    OfflinePrinter printer("[static_digital_output micro]\npins:\n");

    EXPECT_NE(
        printer.problems().find("[static_digital_output micro] pins: must name at least one pin"),
        std::string::npos)
        << printer.problems();
}

TEST(DuplicatePinOverride, lets_sections_use_the_same_pin) {
    OfflinePrinter printer(
        "[duplicate_pin_override]\npins: PC0\n[output_pin a]\npin: PC0\n[output_pin b]\npin: "
        "PC0\n");

    EXPECT_EQ(printer.problems(), "");
}

TEST(MultiPin, several_outputs_do_the_same) {
    OfflinePrinter printer(
        "[multi_pin both]\npins: PC0, !PC1\n[output_pin light]\npin: multi_pin:both\n");

    printer.run("SET_PIN PIN=light VALUE=1");

    const auto sent = printer.sent("queue_digital_out");
    ASSERT_GE(sent.size(), 2U);
    EXPECT_TRUE(sent[sent.size() - 2].ends_with("on_ticks=1"));
    EXPECT_TRUE(sent.back().ends_with("on_ticks=0"));
}

TEST(MultiPin, may_be_inverted_as_a_whole) {
    OfflinePrinter printer(
        "[multi_pin both]\npins: PC0, !PC1\n[output_pin light]\npin: !multi_pin:both\n");

    printer.run("SET_PIN PIN=light VALUE=1");

    const auto sent = printer.sent("queue_digital_out");
    ASSERT_GE(sent.size(), 2U);
    EXPECT_TRUE(sent[sent.size() - 2].ends_with("on_ticks=0"));
    EXPECT_TRUE(sent.back().ends_with("on_ticks=1"));
}

TEST(MultiPin, pulses_go_to_all_of_them) {
    OfflinePrinter printer(
        "[multi_pin both]\npins: PC0, PC1\n[fan_generic aux]\npin: multi_pin:both\n"
        "cycle_time: 0.01\nkick_start_time: 0\n");

    printer.run("SET_FAN_SPEED FAN=aux SPEED=0.5");

    const auto sent = printer.sent("queue_digital_out");
    ASSERT_GE(sent.size(), 2U);
    EXPECT_TRUE(sent[sent.size() - 1].ends_with("on_ticks=5000"));
    EXPECT_TRUE(sent[sent.size() - 2].ends_with("on_ticks=5000"));
}

TEST(MultiPin, must_be_there) {
    OfflinePrinter printer(
        "[multi_pin both]\npins: PC0, PC1\n[output_pin light]\npin: multi_pin:bath\n");

    EXPECT_NE(printer.problems().find("[output_pin light] pin: there is no [multi_pin bath]; add "
                                      "it (did you mean 'both'?)"),
              std::string::npos)
        << printer.problems();
}

TEST(MultiPin, is_used_once) {
    OfflinePrinter printer(
        "[multi_pin both]\npins: PC0, PC1\n[output_pin a]\npin: multi_pin:both\n"
        "[output_pin b]\npin: multi_pin:both\n");

    EXPECT_NE(printer.problems().find("pin PC0 used multiple times in config"), std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
