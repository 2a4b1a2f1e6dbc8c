// Slopes, and the two temperatures that factories measure.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/board_temperature.hpp"

#include <array>

namespace escapement::chips {
namespace {

constexpr double supply_volt = 3.3;

// A sensor of that voltage at a temperature, which changes by so much for each degree.
BoardCalibration by_data_sheet(double celsius, double volt, double volt_per_degree) {
    return {.usual = TemperatureLine::through(
                celsius, volt / supply_volt, supply_volt / volt_per_degree),
            .words = {},
            .line = {}};
}

// Two readings at known temperatures, in steps of 1 / full of `reference` volt.
struct TwoPoints {
    std::uint32_t cold_address;
    std::uint32_t hot_address;
    double hot_celsius = 110.0;
    double full = 4095.0;
    double reference_volt = supply_volt;
    double cold_celsius = 30.0;
};

BoardCalibration by_factory(const TwoPoints& points) {
    const auto line =
        [points](std::span<const std::uint32_t> words) -> std::optional<TemperatureLine> {
        if (words[0] == words[1]) return std::nullopt;
        const double scale = points.reference_volt / supply_volt / points.full;
        const double cold = words[0] * scale;
        const double hot = words[1] * scale;
        const double slope = (points.hot_celsius - points.cold_celsius) / (hot - cold);
        return TemperatureLine::through(points.cold_celsius, cold, slope);
    };
    return {.usual = {}, .words = {{points.cold_address}, {points.hot_address}}, .line = line};
}

// One reading, and the slope of the data sheet.
BoardCalibration by_one_point(std::uint32_t address, double volt_per_degree) {
    const double slope = supply_volt / volt_per_degree;
    const auto line = [slope](std::span<const std::uint32_t> words) {
        return std::optional(TemperatureLine::through(30.0, words[0] / 4095.0, slope));
    };
    return {.usual = {0.0, slope}, .words = {{address}}, .line = line};
}

// SAM D: whole and tenths of both temperatures, how far the reference was from 1 V at each, in
// thousandths with a sign, and the readings against it.
std::optional<TemperatureLine> sam_d_line(std::span<const std::uint32_t> words) {
    const auto bits = [&words](unsigned word, unsigned shift, std::uint32_t mask) {
        return words[word] >> shift & mask;
    };
    const auto reference = [](std::uint32_t value) {
        return 1.0 - static_cast<std::int8_t>(value) / 1000.0;
    };
    const double room = bits(0, 0, 0xff) + bits(0, 8, 0xf) / 10.0;
    const double hot = bits(0, 12, 0xff) + bits(0, 20, 0xf) / 10.0;
    const double scale = supply_volt * 4095.0;
    const double room_reading = bits(1, 8, 0xfff) * reference(bits(0, 24, 0xff)) / scale;
    const double hot_reading = bits(1, 20, 0xfff) * reference(bits(1, 0, 0xff)) / scale;
    if (hot_reading == room_reading) return std::nullopt;
    const double slope = (hot - room) / (hot_reading - room_reading);
    return TemperatureLine::through(room, room_reading, slope);
}

BoardCalibration sam_d(std::uint32_t address) {
    return {.usual = {}, .words = {{address, true}, {address + 4, true}}, .line = sam_d_line};
}

struct Family {
    std::string_view prefix;
    BoardCalibration (*make)();
};

// The simulator's boards, which are at 25 degrees in the middle of their range.
BoardCalibration simulated() {
    return {.usual = TemperatureLine::through(25.0, 0.5, 100.0), .words = {}, .line = {}};
}

constexpr std::array<Family, 18> families{{
    {"sim", simulated},
    {"rp2", [] { return by_data_sheet(27.0, 0.706, -0.001721); }},
    {"sam3", [] { return by_data_sheet(27.0, 0.8, 0.00265); }},
    {"sam4", [] { return by_data_sheet(27.0, 1.44, 0.0047); }},
    {"same70", [] { return by_data_sheet(25.0, 0.72, 0.00233); }},
    {"samd21", [] { return sam_d(0x00806030); }},
    {"samd51", [] { return sam_d(0x00800100); }},
    {"same5", [] { return sam_d(0x00800100); }},
    {"stm32f1", [] { return by_data_sheet(25.0, 1.43, -0.0043); }},
    {"stm32f2", [] { return by_data_sheet(25.0, 0.76, 0.0025); }},
    {"stm32f4",
     [] {
         return by_factory({0x1fff7a2c, 0x1fff7a2e});
     }},
    {"stm32f042",
     [] {
         return by_factory({0x1ffff7b8, 0x1ffff7c2});
     }},
    {"stm32f070", [] { return by_one_point(0x1ffff7b8, -0.0043); }},
    {"stm32f072",
     [] {
         return by_factory({0x1ffff7b8, 0x1ffff7c2});
     }},
    {"stm32g",
     [] {
         return by_factory({0x1fff75a8, 0x1fff75ca, 130.0, 4095.0, 3.0});
     }},
    {"stm32l4",
     [] {
         return by_factory({0x1fff75a8, 0x1fff75ca, 130.0, 4095.0, 3.0});
     }},
    {"stm32h723",
     [] {
         return by_factory({0x1ff1e820, 0x1ff1e840, 130.0});
     }},
    {"stm32h7",
     [] {
         return by_factory({0x1ff1e820, 0x1ff1e840, 110.0, 65535.0});
     }},
}};

}  // namespace

std::optional<BoardCalibration> find_board_calibration(std::string_view chip) {
    for (const auto& family : families)
        if (chip.starts_with(family.prefix)) return family.make();
    return std::nullopt;
}

}  // namespace escapement::chips
