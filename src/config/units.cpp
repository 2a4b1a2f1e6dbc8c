// A table of units.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/units.hpp"

#include <algorithm>
#include <iterator>
#include <numbers>
#include <vector>

#include "base/names.hpp"

namespace escapement::config {
namespace {

constexpr Dimension of_length{.length = 1};
constexpr Dimension of_duration{.time = 1};
constexpr Dimension of_frequency{.time = -1};
constexpr Dimension of_angle{.angle = 1};
constexpr Dimension of_temperature{.temperature = 1};
constexpr Dimension of_current{.current = 1};
constexpr Dimension of_voltage{.voltage = 1};
constexpr Dimension of_resistance{.current = -1, .voltage = 1};
constexpr Dimension of_power{.current = 1, .voltage = 1};

constexpr Unit units[] = {
    {"mm", 1, 1, of_length},       {"um", 1, 1000, of_length},
    {"µm", 1, 1000, of_length},    {"cm", 10, 1, of_length},
    {"m", 1000, 1, of_length},     {"in", 25.4, 1, of_length},
    {"s", 1, 1, of_duration},      {"ms", 1, 1000, of_duration},
    {"us", 1, 1e6, of_duration},   {"µs", 1, 1e6, of_duration},
    {"min", 60, 1, of_duration},   {"h", 3600, 1, of_duration},
    {"Hz", 1, 1, of_frequency},    {"kHz", 1000, 1, of_frequency},
    {"MHz", 1e6, 1, of_frequency}, {"deg", 1, 1, of_angle},
    {"°", 1, 1, of_angle},         {"rad", 180, std::numbers::pi, of_angle},
    {"C", 1, 1, of_temperature},   {"°C", 1, 1, of_temperature},
    {"A", 1, 1, of_current},       {"mA", 1, 1000, of_current},
    {"V", 1, 1, of_voltage},       {"mV", 1, 1000, of_voltage},
    {"ohm", 1, 1, of_resistance},  {"kohm", 1000, 1, of_resistance},
    {"W", 1, 1, of_power},         {"%", 1, 100, {}},
};

std::string with_power(std::string_view name, int power) {
    return std::string(name) + (power == 1 ? "" : "^" + std::to_string(power));
}

}  // namespace

Dimension Dimension::times(const Dimension& other, int factor) const {
    return {.length = length + factor * other.length,
            .time = time + factor * other.time,
            .angle = angle + factor * other.angle,
            .temperature = temperature + factor * other.temperature,
            .current = current + factor * other.current,
            .voltage = voltage + factor * other.voltage};
}

std::string Dimension::text() const {
    if (plain()) return "a plain number";
    std::string above, below;
    const auto add = [&](std::string_view name, int exponent) {
        if (exponent > 0) above += (above.empty() ? "" : "*") + with_power(name, exponent);
        if (exponent < 0) below += "/" + with_power(name, -exponent);
    };
    add("mm", length);
    add("s", time);
    add("deg", angle);
    add("C", temperature);
    add("V", voltage);
    add("A", current);
    return (above.empty() ? "1" : above) + below;
}

const Unit* find_unit(std::string_view name) {
    const auto found = std::find_if(
        std::begin(units), std::end(units), [&](const Unit& unit) { return unit.name == name; });
    return found == std::end(units) ? nullptr : found;
}

std::string suggest_unit(std::string_view name) {
    std::vector<std::string> names;
    std::string all;
    for (const Unit& unit : units) {
        names.emplace_back(unit.name);
        if (static_cast<unsigned char>(unit.name.front()) < 0x80)
            all += (all.empty() ? "" : ", ") + names.back();
    }
    for (const std::string& known : names)
        if (known.size() == name.size() && base::nearest_name(name, std::span(&known, 1)) == known)
            return "did you mean '" + known + "'?";
    return "units are " + all;
}

}  // namespace escapement::config
