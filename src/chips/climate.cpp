// What the bytes of climate sensors mean, by their data sheets.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/climate.hpp"

#include <algorithm>

namespace escapement::chips {
namespace {

constexpr unsigned crc_polynomial = 0x31;

unsigned word(std::uint8_t high, std::uint8_t low) {
    return static_cast<unsigned>(high) << 8U | low;
}

}  // namespace

std::uint8_t climate_crc(std::span<const std::uint8_t> bytes, std::uint8_t start) {
    unsigned crc = start;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 0x80U) != 0 ? (crc << 1U ^ crc_polynomial) & 0xffU : crc << 1U;
    }
    return static_cast<std::uint8_t>(crc);
}

double lm75_celsius(std::span<const std::uint8_t, 2> bytes) {
    const auto whole = static_cast<std::int8_t>(bytes[0]);
    return whole + (bytes[1] >> 7U) * 0.5;
}

bool aht_is_busy(std::uint8_t status) {
    return (status & 0x80U) != 0;
}

Climate aht_climate(std::span<const std::uint8_t, 6> bytes) {
    constexpr double full = 1048576.0;  // 20 bits
    const unsigned humidity = word(bytes[1], bytes[2]) << 4U | bytes[3] >> 4U;
    const unsigned temperature = (bytes[3] & 0x0fU) << 16U | word(bytes[4], bytes[5]);
    return {.celsius = temperature * 200.0 / full - 50.0, .humidity = humidity * 100.0 / full};
}

std::optional<Climate> sht3x_climate(std::span<const std::uint8_t, 6> bytes) {
    constexpr std::uint8_t start = 0xff;
    if (climate_crc(bytes.first(2), start) != bytes[2] ||
        climate_crc(bytes.subspan(3, 2), start) != bytes[5])
        return std::nullopt;
    constexpr double full = 65535.0;
    return Climate{.celsius = word(bytes[0], bytes[1]) * 175.0 / full - 45.0,
                   .humidity = word(bytes[3], bytes[4]) * 100.0 / full};
}

std::optional<double> htu21d_celsius(std::span<const std::uint8_t, 3> bytes) {
    if (climate_crc(bytes.first(2), 0) != bytes[2]) return std::nullopt;
    constexpr unsigned status_bits = 0x3;
    const unsigned reading = word(bytes[0], bytes[1]) & ~status_bits;
    return reading * 175.72 / 65536.0 - 46.85;
}

}  // namespace escapement::chips
