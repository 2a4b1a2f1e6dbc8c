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

constexpr SensorStep spi_only(SensorStep step) {
    step.only_on = SensorBus::spi;
    return step;
}
constexpr SensorStep look_at(std::uint8_t address) {
    return {Deed::read, address};
}
constexpr SensorStep wait_ms(std::uint8_t duration) {
    return {Deed::pause, 0, duration};
}

constexpr std::uint8_t lis_control_1 = 0x20, lis_control_2 = 0x21, lis_control_4 = 0x23,
                       lis_control_5 = 0x24, lis_control_6 = 0x25, lis_fifo = 0x2e;

// 14 bits, 16 g, its low-noise filter; on SPI its other bus is switched off.
Accelerometer lis2dw() {
    constexpr double scale = 1.952 / 4.0 * gravity / 1000.0;
    return {.name = "lis2dw",
            .scale = {scale, scale, scale},
            .rates = {{1600}},
            .spi_mode = 3,
            .i2c_address = 0x19,
            .id_address = 0x0f,
            .ids = {0x44},
            .start = {spi_only(checked(lis_control_2, 0x06)),
                      checked(lis_control_6, 0x34),
                      checked(lis_fifo, 0xc0),
                      checked(lis_control_1, 0x94),
                      reports,
                      checked(lis_fifo, 0xc0)},
            .stop = {checked(lis_fifo, 0x00), reports}};
}

// 12 bits at the upper end of 16, 16 g, no filter.
Accelerometer lis3dh() {
    constexpr double scale = 11.718 / 16.0 * gravity / 1000.0;
    return {.name = "lis3dh",
            .scale = {scale, scale, scale},
            .rates = {{1344}},
            .spi_mode = 3,
            .i2c_address = 0x19,
            .id_address = 0x0f,
            .ids = {0x33},
            .start = {checked(lis_control_1, 0x97),
                      checked(lis_control_2, 0x00),
                      checked(lis_control_4, 0x38),
                      checked(lis_control_5, 0x40),
                      checked(lis_fifo, 0x80),
                      reports,
                      checked(lis_fifo, 0x80)},
            .stop = {checked(lis_fifo, 0x00), reports}};
}

// 8 g at 4 kHz.  Relatives and copies that answer otherwise are told by their ids: MPU-9515, -9255,
// -9250, -6500, -6050, and two that are sold by these names.
Accelerometer mpu9250() {
    constexpr std::uint8_t divider = 0x19, config = 0x1a, range = 0x1c, bandwidth = 0x1d,
                           fifo = 0x23, interrupts = 0x3a, control = 0x6a, power_1 = 0x6b,
                           power_2 = 0x6c, id = 0x75;
    constexpr double scale = gravity / 4096.0;
    return {.name = "mpu9250",
            .scale = {scale, scale, scale},
            .rates = {{4000}},
            .i2c_address = 0x68,
            .id_address = id,
            .ids = {0x74, 0x73, 0x71, 0x70, 0x68, 0x75, 0x69},
            .layout = Layout::high_byte_first,
            .kept_from = 0x80,
            .id_name = "mpu",
            .start = {write(power_1, 0x00),
                      write(power_2, 0x07),
                      look_at(id),
                      wait_ms(20),
                      {Deed::write_rate_unchecked, divider},
                      write(config, 0x01),
                      write(range, 0x10),
                      write(bandwidth, 0x08),
                      write(fifo, 0x00),
                      write(control, 0x04),
                      write(control, 0x40),
                      look_at(interrupts),
                      reports,
                      write(fifo, 0x08)},
            .stop = {write(fifo, 0x00), reports, write(power_1, 0x40), write(power_2, 0x3f)}};
}

// 16 g at 4.5 kHz.  Its registers lie in four banks.
Accelerometer icm20948() {
    constexpr std::uint8_t id = 0x00, control = 0x03, power_1 = 0x06, power_2 = 0x07,
                           divider_high = 0x10, divider_low = 0x11, range = 0x14, interrupts = 0x19,
                           fifo = 0x67, bank = 0x7f;
    constexpr double scale = gravity / 2048.0;
    return {.name = "icm20948",
            .scale = {scale, scale, scale},
            .rates = {{4500}},
            .i2c_address = 0x68,
            .id_address = id,
            .ids = {0xea},
            .layout = Layout::high_byte_first,
            .kept_from = 0x80,
            .start = {write(power_1, 0x01),
                      write(power_2, 0x07),
                      look_at(id),
                      {Deed::write_rate_unchecked, divider_high},
                      {Deed::write_rate_unchecked, divider_low},
                      write(bank, 0x20),
                      write(range, 0x06),
                      write(bank, 0x00),
                      write(fifo, 0x00),
                      write(control, 0x0e),
                      write(control, 0x40),
                      look_at(interrupts),
                      reports,
                      write(fifo, 0x10)},
            .stop = {write(fifo, 0x00), reports, write(power_1, 0x41), write(power_2, 0x3f)}};
}

// 16 g at 1.6 kHz.  It listens on SPI once that was used, and wants some time between the rest.
Accelerometer bmi160() {
    constexpr std::uint8_t id = 0x00, config = 0x40, range = 0x41, fifo_pace = 0x45,
                           fifo_config = 0x47, command = 0x7e;
    constexpr double scale = gravity / 2048.0;
    return {.name = "bmi160",
            .scale = {scale, scale, scale},
            .rates = {{1600}},
            .i2c_address = 0x69,
            .id_address = id,
            .ids = {0xd1},
            .kept_from = 0x40,
            .not_kept = command,
            .wake = {spi_only(look_at(0x7f)), spi_only(wait_ms(10))},
            .start = {write(command, 0x11),
                      wait_ms(52),
                      checked(config, 0x2c),
                      wait_ms(2),
                      checked(range, 0x0c),
                      wait_ms(2),
                      checked(fifo_pace, 0x00),
                      wait_ms(2),
                      checked(fifo_config, 0x40),
                      wait_ms(2),
                      write(command, 0xb0),
                      wait_ms(12),
                      reports},
            .stop = {write(command, 0x10), wait_ms(2), reports}};
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
    static const std::array known{adxl345(), lis2dw(), lis3dh(), mpu9250(), icm20948(), bmi160()};
    const auto found = std::find_if(
        known.begin(), known.end(), [&](const Accelerometer& chip) { return chip.name == name; });
    return found == known.end() ? nullptr : &*found;
}

}  // namespace escapement::chips
