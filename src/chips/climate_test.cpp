// Tests of climate sensors, with examples of their data sheets.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/climate.hpp"

#include <gtest/gtest.h>

#include <array>

namespace escapement::chips {
namespace {

using Bytes3 = std::array<std::uint8_t, 3>;
using Bytes6 = std::array<std::uint8_t, 6>;

TEST(ClimateCrc, is_that_of_the_data_sheets) {
    EXPECT_EQ(climate_crc(std::array<std::uint8_t, 2>{0xbe, 0xef}, 0xff), 0x92);
    EXPECT_EQ(climate_crc(std::array<std::uint8_t, 2>{0x68, 0x3a}, 0), 0x7c);
}

TEST(Lm75, counts_half_degrees_of_both_signs) {
    EXPECT_EQ(lm75_celsius(std::array<std::uint8_t, 2>{0x19, 0x80}), 25.5);
    EXPECT_EQ(lm75_celsius(std::array<std::uint8_t, 2>{0xff, 0x80}), -0.5);
}

TEST(Aht, has_20_bits_of_each) {
    const auto climate = aht_climate(Bytes6{0x18, 0x80, 0x00, 0x06, 0x00, 0x00});

    EXPECT_NEAR(climate.celsius, 25.0, 1e-9);
    EXPECT_NEAR(climate.humidity, 50.0, 1e-9);
    EXPECT_TRUE(aht_is_busy(0x98));
    EXPECT_FALSE(aht_is_busy(0x18));
}

TEST(Sht3x, believes_only_what_is_checked) {
    const std::array<std::uint8_t, 2> half{0x66, 0x66};
    const auto crc = climate_crc(half, 0xff);
    const auto climate = sht3x_climate(Bytes6{0x66, 0x66, crc, 0x66, 0x66, crc});

    ASSERT_TRUE(climate);
    EXPECT_NEAR(climate->celsius, 25.0, 0.01);
    EXPECT_NEAR(climate->humidity, 40.0, 0.01);
    EXPECT_FALSE(sht3x_climate(Bytes6{0x66, 0x66, 0x00, 0x66, 0x66, crc}));
    EXPECT_FALSE(sht3x_climate(Bytes6{0x66, 0x66, crc, 0x66, 0x66, 0x00}));
}

TEST(Htu21d, leaves_the_status_bits_out) {
    const auto celsius = htu21d_celsius(Bytes3{0x68, 0x3a, 0x7c});

    ASSERT_TRUE(celsius);
    EXPECT_NEAR(*celsius, 24.7, 0.05);
    EXPECT_FALSE(htu21d_celsius(Bytes3{0x68, 0x3a, 0x7d}));
}

}  // namespace
}  // namespace escapement::chips
