// Tests of the sensors inside of microcontrollers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/board_temperature.hpp"

#include <gtest/gtest.h>

namespace escapement::chips {
namespace {

TEST(BoardTemperature, follows_the_data_sheet_of_an_rp2040) {
    const auto calibration = find_board_calibration("rp2040");

    ASSERT_TRUE(calibration);
    EXPECT_NEAR(calibration->usual.celsius_at(0.706 / 3.3), 27.0, 1e-9);
    EXPECT_NEAR(calibration->usual.celsius_at((0.706 - 0.01721) / 3.3), 37.0, 1e-9);
}

TEST(BoardTemperature, uses_what_the_factory_of_an_stm32f446_measured) {
    const auto calibration = find_board_calibration("stm32f446xx");

    ASSERT_TRUE(calibration);
    const auto line = calibration->line(std::vector<std::uint32_t>{943, 1193});
    ASSERT_TRUE(line);
    EXPECT_NEAR(line->celsius_at(943 / 4095.0), 30.0, 1e-9);
    EXPECT_NEAR(line->celsius_at(1193 / 4095.0), 110.0, 1e-9);
    EXPECT_FALSE(calibration->line(std::vector<std::uint32_t>{943, 943}));
}

TEST(BoardTemperature, reads_the_two_temperatures_of_a_samd21) {
    const auto calibration = find_board_calibration("samd21g18");

    ASSERT_TRUE(calibration);
    // 25.3 and 62.5 degrees; references of 1.000 and 1.002 V.
    const std::uint32_t first = 25U | 3U << 8U | 62U << 12U | 5U << 20U | 0U << 24U;
    const std::uint32_t second = 0xfeU | 2735U << 8U | 3050U << 20U;
    const auto line = calibration->line(std::vector<std::uint32_t>{first, second});
    ASSERT_TRUE(line);
    EXPECT_NEAR(line->celsius_at(2735.0 / (3.3 * 4095.0)), 25.3, 1e-9);
    EXPECT_NEAR(line->celsius_at(3050.0 * 1.002 / (3.3 * 4095.0)), 62.5, 1e-9);
}

TEST(BoardTemperature, the_g0_was_measured_at_3_volt) {
    const auto calibration = find_board_calibration("stm32g0b1xx");

    ASSERT_TRUE(calibration);
    const auto line = calibration->line(std::vector<std::uint32_t>{1000, 1400});
    ASSERT_TRUE(line);
    EXPECT_NEAR(line->celsius_at(1000 * 3.0 / 3.3 / 4095.0), 30.0, 1e-9);
    EXPECT_NEAR(line->celsius_at(1400 * 3.0 / 3.3 / 4095.0), 130.0, 1e-9);
}

TEST(BoardTemperature, other_chips_have_none) {
    EXPECT_FALSE(find_board_calibration("atmega2560"));
    EXPECT_FALSE(find_board_calibration(""));
}

}  // namespace
}  // namespace escapement::chips
