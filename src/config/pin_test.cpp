// How pins are written.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/pin.hpp"

#include <gtest/gtest.h>

namespace escapement::config {
namespace {

TEST(ParsePin, reads_a_plain_name) {
    EXPECT_EQ(*parse_pin("PA1", analog_prefixes), (Pin{.chip = "mcu", .name = "PA1"}));
}

TEST(ParsePin, reads_chip_and_prefixes_with_blanks_between_them) {
    const Pin expected{.chip = "z", .name = "gpio4", .inverted = true, .pull = Pull::up};

    EXPECT_EQ(*parse_pin("^!z:gpio4", input_prefixes), expected);
    EXPECT_EQ(*parse_pin(" ^ ! z : gpio4 ", input_prefixes), expected);
}

TEST(ParsePin, tells_pull_up_from_pull_down) {
    EXPECT_EQ(parse_pin("^PA1", input_prefixes)->pull, Pull::up);
    EXPECT_EQ(parse_pin("~PA1", input_prefixes)->pull, Pull::down);
    EXPECT_EQ(parse_pin("PA1", input_prefixes)->pull, Pull::none);
}

TEST(ParsePin, keeps_names_of_virtual_chips) {
    EXPECT_EQ(parse_pin("probe:z_virtual_endstop", input_prefixes)->address(),
              "probe:z_virtual_endstop");
}

TEST(ParsePin, says_which_prefixes_are_allowed) {
    EXPECT_EQ(parse_pin("!^PA1", input_prefixes).error().what,
              "Invalid pin description '!^PA1', expected [^~] [!] [chip_name:] pin_name");
    EXPECT_EQ(parse_pin("^PA1", output_prefixes).error().what,
              "Invalid pin description '^PA1', expected [!] [chip_name:] pin_name");
    EXPECT_EQ(parse_pin("!PA1", analog_prefixes).error().what,
              "Invalid pin description '!PA1', expected [chip_name:] pin_name");
}

TEST(ParsePin, needs_a_name_of_one_word) {
    for (const auto* text : {"", "!", "mcu:", ":PA1", "PA 1", "a:b:c", "mcu PA1", "^^PA1", "!!PA1"})
        EXPECT_FALSE(parse_pin(text, input_prefixes)) << text;
}

}  // namespace
}  // namespace escapement::config
