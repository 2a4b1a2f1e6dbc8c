// Claims about what a dictionary tells.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/board_facts.hpp"

#include <gtest/gtest.h>

#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

wire::Dictionary usual() {
    return testing::usual_dictionary().build();
}

TEST(BoardFacts, a_pin_is_found_by_its_name_unless_it_is_reserved_or_unknown) {
    EXPECT_EQ(find_pin(usual(), "PA3", "mcu 'mcu'")->raw, 3U);
    EXPECT_EQ(find_pin(usual(), "PA14", "mcu 'mcu'").error().what,
              "pin 'PA14' of mcu 'mcu' is reserved for swd");
    EXPECT_TRUE(find_pin(usual(), "PB3", "mcu 'mcu'")
                    .error()
                    .what.starts_with("pin 'PB3' is not known to mcu 'mcu' (testchip)"));
}

TEST(BoardFacts, reasons_and_chips_without_words_have_some_all_the_same) {
    EXPECT_EQ(reason_text(usual(), {5}), "Timer too close");
    EXPECT_EQ(reason_text(usual(), {77}), "reason 77");
    EXPECT_EQ(chip_of({}), "unknown chip");
    EXPECT_EQ(chip_of({.config = {{"MCU", std::string(100'000, 'x')}}}), std::string(60, 'x'));
}

TEST(BoardFacts, a_clock_must_not_be_too_slow_nor_too_fast) {
    EXPECT_TRUE(check_clock_frequency(180e6));
    EXPECT_EQ(check_clock_frequency(-1.0).error().what,
              "its dictionary gives an impossible CLOCK_FREQ");
    EXPECT_EQ(check_clock_frequency(1e9).error().what,
              "its CLOCK_FREQ is too high to schedule three seconds ahead");
}

TEST(BoardFacts, a_cable_that_carries_nothing_is_refused) {
    wire::Dictionary dictionary = usual();
    dictionary.config["SERIAL_BAUD"] = std::int64_t{250'000};

    EXPECT_EQ(*bit_rate(dictionary), 250e3);
    dictionary.config["SERIAL_BAUD"] = 1e-300;
    EXPECT_EQ(bit_rate(dictionary).error().what,
              "its dictionary gives an impossible SERIAL_BAUD of 1e-300");
    dictionary.config.erase("SERIAL_BAUD");
    EXPECT_EQ(*bit_rate(dictionary), 0.0);
    dictionary.config["CANBUS_FREQUENCY"] = std::int64_t{1'110'000};
    EXPECT_EQ(*bit_rate(dictionary), 800e3);
}

}  // namespace
}  // namespace escapement::mcu
