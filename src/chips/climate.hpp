// Chips that measure temperature and humidity, or temperature alone, and are read over I2C.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace escapement::chips {

// Degrees Celsius, and per cent of relative humidity.
struct Climate {
    double celsius = 0.0;
    double humidity = 0.0;
};

// The check sum that Sensirion and its kin put behind each pair of bytes: polynomial
// x^8 + x^5 + x^4 + 1, which begins with `start`.
std::uint8_t climate_crc(std::span<const std::uint8_t> bytes, std::uint8_t start);

// LM75: two bytes, steps of half a degree.
double lm75_celsius(std::span<const std::uint8_t, 2> bytes);

// AHT10, AHT20, AHT30: a status and five bytes with 20 bits each.
bool aht_is_busy(std::uint8_t status);
Climate aht_climate(std::span<const std::uint8_t, 6> bytes);

// SHT30, SHT31, SHT35: two words with their check sums; nothing if one of these is wrong.
std::optional<Climate> sht3x_climate(std::span<const std::uint8_t, 6> bytes);

// HTU21D, SHT21, SI7013, SI7020, SI7021: a word and its check sum; nothing if that is wrong.
std::optional<double> htu21d_celsius(std::span<const std::uint8_t, 3> bytes);

}  // namespace escapement::chips
