// What the data sheets of accelerometers say.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/accelerometer.hpp"

#include <algorithm>

namespace escapement::chips {
namespace {

using Deed = SensorStep::Kind;
using Layout = Accelerometer::Layout;

constexpr double gravity = 9806.65;  // mm/s^2

constexpr SensorStep write(std::uint8_t address, std::uint8_t value) {
    return {Deed::write, address, value};
}
constexpr SensorStep checked(std::uint8_t address, std::uint8_t value) {
    return {Deed::write_checked, address, value};
}
constexpr SensorStep reports{Deed::reports};

// At 3.3 V an ADXL345 is a little more sensitive in its plane: 265 counts for 1 g, and 256 along z.
// Full resolution, 16 g, the FIFO as a stream.
Accelerometer adxl345() {
    constexpr std::uint8_t rate = 0x2c, power = 0x2d, format = 0x31, fifo = 0x38;
    return {.name = "adxl345",
            .scale = {0.003774 * gravity, 0.003774 * gravity, 0.003906 * gravity},
            .rates = {{25, 0x8},
                      {50, 0x9},
                      {100, 0xa},
                      {200, 0xb},
                      {400, 0xc},
                      {800, 0xd},
                      {1600, 0xe},
                      {3200, 0xf}},
            .spi_mode = 3,
            .id_address = 0x00,
            .ids = {0xe5},
            .layout = Layout::packed_13_bits,
            .start = {checked(power, 0x00),
                      checked(format, 0x0b),
                      checked(fifo, 0x00),
                      {Deed::write_rate, rate},
                      checked(fifo, 0x90),
                      reports,
                      checked(power, 0x08)},
            .stop = {checked(power, 0x00), reports}};
}

int whole(std::uint8_t low, std::uint8_t high) {
    return static_cast<std::int16_t>(low | high << 8);
}

// Of thirteen bits.
int with_sign(unsigned value) {
    return static_cast<int>(value & 0x1fff) - static_cast<int>((value & 0x1000) << 1);
}

// Bytes 3 and 4 hold the upper five bits of x and y; what is left of them those of z.
std::optional<Accelerometer::Counts> unpack(std::span<const std::uint8_t> bytes) {
    if ((bytes[4] & 0x80) != 0) return std::nullopt;
    return Accelerometer::Counts{
        with_sign(bytes[0] | (bytes[3] & 0x1fU) << 8),
        with_sign(bytes[1] | (bytes[4] & 0x1fU) << 8),
        with_sign(bytes[2] | (bytes[3] & 0xe0U) << 3 | (bytes[4] & 0x60U) << 6)};
}

}  // namespace

std::optional<Accelerometer::Counts> Accelerometer::decode(
    std::span<const std::uint8_t> bytes) const {
    switch (layout) {
        case Layout::packed_13_bits:
            return unpack(bytes);
        case Layout::low_byte_first:
            return Counts{
                whole(bytes[0], bytes[1]), whole(bytes[2], bytes[3]), whole(bytes[4], bytes[5])};
        case Layout::high_byte_first:
            break;
    }
    return Counts{whole(bytes[1], bytes[0]), whole(bytes[3], bytes[2]), whole(bytes[5], bytes[4])};
}

const Accelerometer::Rate* Accelerometer::find_rate(int hz) const {
    const auto found =
        std::find_if(rates.begin(), rates.end(), [&](const Rate& rate) { return rate.hz == hz; });
    return found == rates.end() ? nullptr : &*found;
}

std::string Accelerometer::rate_list() const {
    std::string text;
    for (const Rate& rate : rates) text += (text.empty() ? "" : ", ") + std::to_string(rate.hz);
    return text;
}

const Accelerometer* find_accelerometer(std::string_view name) {
    static const std::array known{adxl345()};
    const auto found = std::find_if(
        known.begin(), known.end(), [&](const Accelerometer& chip) { return chip.name == name; });
    return found == known.end() ? nullptr : &*found;
}

}  // namespace escapement::chips
