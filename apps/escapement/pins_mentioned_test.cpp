// What configurations mention.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/pins_mentioned.hpp"

#include <gtest/gtest.h>

#include "config/reader.hpp"
#include "escapement/mentioned_boards.hpp"

namespace escapement::app {
namespace {

config::Document mentioning(const std::string& text) {
    const config::MemoryFiles files({{"printer.cfg", text}});
    return config::read_config("printer.cfg", files).document;
}

TEST(PinsMentioned, are_those_of_each_board) {
    const auto config = mentioning(
        "[mcu]\nserial: a\n[mcu tool]\nserial: b\n[a]\nx_pin: !PA1\n[b]\npins: tool:PB1, PA2\n");

    auto pins = pins_mentioned(config);

    EXPECT_EQ(pins["mcu"], (std::vector<std::string>{"PA1", "PA2"}));
    EXPECT_EQ(pins["tool"], std::vector<std::string>{"PB1"});
}

TEST(BusesMentioned, are_those_that_a_board_is_taken_to_have) {
    const auto config =
        mentioning("[mcu]\nserial: a\n[tmc5160 a]\nspi_bus: spi3\n[b]\nspi_bus: spi3\n");
    EXPECT_EQ(buses_mentioned(config, "spi_bus", "spi1"),
              (std::vector<std::string>{"spi1", "spi3"}));

    const auto boards = boards_for_check(config, {});

    ASSERT_TRUE(boards);
    const auto* buses = boards->front().dictionary.enumeration("spi_bus");
    ASSERT_NE(buses, nullptr);
    EXPECT_EQ(buses->value("spi3"), 1);
}

}  // namespace
}  // namespace escapement::app
