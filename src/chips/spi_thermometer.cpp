// Fixed-point temperatures, and the resistance of platinum.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/spi_thermometer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace escapement::chips {
namespace {

using Kind = SpiThermometer::Kind;

// A signed number of `bits` bits that stands above `shift` others, in steps of `step` degrees.
struct FixedPoint {
    unsigned shift;
    unsigned bits;
    double step;

    double celsius_of(std::uint32_t reading) const {
        const std::uint32_t sign = 1U << (bits - 1);
        const std::uint32_t magnitude = (reading >> shift) & ((sign << 1U) - 1U);
        const double value = static_cast<double>(magnitude & (sign - 1U));
        return step * ((magnitude & sign) != 0 ? value - static_cast<double>(sign) : value);
    }
    // Temperatures below 0 count as 0: a range check compares readings as if they had no sign.
    std::uint32_t reading_of(double celsius) const {
        const double most = static_cast<double>((1U << (bits - 1)) - 1U);
        const double value = std::clamp(std::floor(celsius / step + 0.5), 0.0, most);
        return static_cast<std::uint32_t>(value) << shift;
    }
};

FixedPoint fixed_point(Kind kind) {
    if (kind == Kind::max31856) return {.shift = 5, .bits = 19, .step = 0.0078125};
    if (kind == Kind::max31855) return {.shift = 18, .bits = 14, .step = 0.25};
    return {.shift = 3, .bits = 14, .step = 0.25};
}

// Callendar and Van Dusen, for temperatures above 0: R / R0 = 1 + a T + b T^2 (IEC 60751).
constexpr double platinum_a = 3.9083e-3;
constexpr double platinum_b = -5.775e-7;
constexpr double platinum_melts_at = 1768.3;
constexpr double full_scale = 32768.0;  // the reference's resistance, of the MAX31865

double platinum_celsius(double ratio) {
    const double root = std::sqrt(platinum_a * platinum_a - 4.0 * platinum_b * (1.0 - ratio));
    return (root - platinum_a) / (2.0 * platinum_b);
}

double platinum_ratio(double celsius) {
    const double t = std::min(celsius, platinum_melts_at);
    return 1.0 + platinum_a * t + platinum_b * t * t;
}

struct FaultBit {
    std::uint8_t bit;
    std::string_view text;
};
constexpr std::array<FaultBit, 8> max31856_faults{{{0x80, "cold junction out of range"},
                                                   {0x40, "thermocouple out of range"},
                                                   {0x20, "cold junction too hot"},
                                                   {0x10, "cold junction too cold"},
                                                   {0x08, "thermocouple too hot"},
                                                   {0x04, "thermocouple too cold"},
                                                   {0x02, "voltage too high or too low"},
                                                   {0x01, "thermocouple is not connected"}}};
constexpr std::array<FaultBit, 3> max31855_faults{
    {{0x01, "thermocouple is not connected"},
     {0x02, "thermocouple is shorted to ground"},
     {0x04, "thermocouple is shorted to the supply"}}};
constexpr std::array<FaultBit, 2> max6675_faults{
    {{0x02, "it is another chip"}, {0x04, "thermocouple is not connected"}}};
constexpr std::array<FaultBit, 6> max31865_faults{
    {{0x80, "sensor is not connected"},
     {0x40, "sensor is shorted"},
     {0x20, "REFIN- is too high: FORCE- is not connected"},
     {0x10, "REFIN- is too low: FORCE- is not connected"},
     {0x08, "RTDIN- is too low: FORCE- is not connected"},
     {0x04, "voltage too high or too low"}}};

template <std::size_t N>
std::string list_faults(const std::array<FaultBit, N>& known, std::uint8_t fault) {
    std::string text;
    for (const auto& [bit, what] : known)
        if ((fault & bit) != 0) text += (text.empty() ? "" : ", ") + std::string(what);
    return text.empty() ? "unknown fault " + std::to_string(fault) : text;
}

}  // namespace

std::optional<Kind> SpiThermometer::find(std::string_view name) {
    if (name == "MAX6675") return Kind::max6675;
    if (name == "MAX31855") return Kind::max31855;
    if (name == "MAX31856") return Kind::max31856;
    if (name == "MAX31865") return Kind::max31865;
    return std::nullopt;
}

int SpiThermometer::spi_mode() const {
    return kind_ == Kind::max31856 || kind_ == Kind::max31865 ? 1 : 0;
}

std::vector<std::uint8_t> SpiThermometer::setup() const {
    constexpr std::uint8_t write = 0x80;
    const std::uint8_t filter = settings_.mains_50hz ? 0x01 : 0x00;
    if (kind_ == Kind::max31865) {
        constexpr std::uint8_t bias_auto_clear = 0xc2;
        const std::uint8_t three_wires = settings_.wires == 3 ? 0x10 : 0x00;
        return {write, static_cast<std::uint8_t>(bias_auto_clear | three_wires | filter)};
    }
    if (kind_ != Kind::max31856) return {};
    constexpr std::uint8_t convert_always = 0x80;
    constexpr std::string_view types = "BEJKNRST";
    // The average of 1, 2, 4, 8 or 16 samples; 16 may also be written as 5 to 7.
    unsigned average = settings_.samples == 16 ? 7 : 0;
    for (int count = 1; settings_.samples < 16 && count < settings_.samples; count *= 2) ++average;
    const auto type = static_cast<unsigned>(types.find(settings_.thermocouple));
    // Of the faults, only voltages and a missing thermocouple would reach the chip's pin.
    constexpr std::uint8_t fault_mask = 0x03;
    return {write,
            static_cast<std::uint8_t>(convert_always | filter),
            static_cast<std::uint8_t>(average << 4U | type),
            fault_mask};
}

double SpiThermometer::celsius_of(std::uint32_t reading) const {
    if (kind_ != Kind::max31865) return fixed_point(kind_).celsius_of(reading);
    const double ohm = static_cast<double>(reading >> 1U) * settings_.reference_ohm / full_scale;
    return platinum_celsius(ohm / settings_.nominal_ohm);
}

std::uint32_t SpiThermometer::reading_of(double celsius) const {
    if (kind_ != Kind::max31865) return fixed_point(kind_).reading_of(celsius);
    const double ohm = platinum_ratio(celsius) * settings_.nominal_ohm;
    const double share = std::floor(ohm / settings_.reference_ohm * full_scale + 0.5);
    return static_cast<std::uint32_t>(std::clamp(share, 0.0, full_scale - 1.0)) << 1U;
}

std::string SpiThermometer::fault_text(std::uint8_t fault) const {
    if (fault == 0) return {};
    if (kind_ == Kind::max31856) return list_faults(max31856_faults, fault);
    if (kind_ == Kind::max31855) return list_faults(max31855_faults, fault);
    if (kind_ == Kind::max31865) return list_faults(max31865_faults, fault);
    return list_faults(max6675_faults, fault);
}

}  // namespace escapement::chips
