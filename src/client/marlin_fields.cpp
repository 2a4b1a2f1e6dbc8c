// Finds numbers with names, whatever stands between them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_fields.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "base/decimal.hpp"

namespace escapement::client {

namespace {

constexpr std::size_t longest_name = 16;

bool is_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '@' || c == '_';
}

void skip_blanks(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
}

std::optional<double> take_number(std::string_view& text) {
    skip_blanks(text);
    const auto number = base::leading_decimal(text);
    if (number.length == 0) return std::nullopt;
    text.remove_prefix(number.length);
    return number.value;
}

std::optional<double> take_target(std::string_view& text) {
    auto rest = text;
    skip_blanks(rest);
    if (!rest.starts_with('/')) return std::nullopt;
    rest.remove_prefix(1);
    const auto target = take_number(rest);
    if (target) text = rest;
    return target;
}

// The number of "T3", at most max_tools.
std::optional<int> tool_number(std::string_view name) {
    if (name.size() < 2 || name.size() > 3 || name[0] != 'T') return std::nullopt;
    int number = 0;
    for (const char c : name.substr(1)) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number < max_tools ? std::optional(number) : std::nullopt;
}

std::string_view sensor_name(std::string_view letter) {
    if (letter == "P") return "probe";
    if (letter == "A") return "ambient";
    if (letter == "M") return "board";
    if (letter == "L") return "cooler";
    if (letter == "X") return "heatbreak";
    return {};
}

void place(Temperatures& found, const NumberField& field) {
    const Heater heater{field.value, field.target, std::nullopt};
    if (field.name == "T")
        found.active = heater;
    else if (const auto tool = tool_number(field.name))
        found.tools.emplace_back(*tool, heater);
    else if (field.name == "B")
        found.bed = heater;
    else if (field.name == "C")
        found.chamber = heater;
    else if (const auto name = sensor_name(field.name); !name.empty())
        found.sensors.push_back({std::string(name), heater});
}

bool is_axis(std::string_view name) {
    return name == "Y" || name == "Z" || name == "E";
}

}  // namespace

std::optional<NumberField> take_field(std::string_view& text) {
    while (!text.empty()) {
        const auto begin = std::find_if(text.begin(), text.end(), is_name);
        const auto end = std::find_if_not(begin, text.end(), is_name);
        const auto length = static_cast<std::size_t>(end - begin);
        const auto at = static_cast<std::size_t>(begin - text.begin());
        const std::string_view name = text.substr(at, length);
        text.remove_prefix(at + length);
        if (!text.starts_with(':')) continue;
        text.remove_prefix(1);
        if (length > longest_name) continue;
        const auto value = take_number(text);
        if (value) return NumberField{name, *value, take_target(text)};
    }
    return std::nullopt;
}

std::optional<Temperatures> find_temperatures(std::string_view text) {
    Temperatures found;
    bool hot = false, moved = false, first = true, bed_leads = false;
    while (const auto field = take_field(text)) {
        if (is_axis(field->name)) moved = true;
        if (field->name == "B") bed_leads = bed_leads || first || field->target;
        if (field->name == "T" || tool_number(field->name)) hot = true;
        if (found.tools.size() + found.sensors.size() < 2 * max_tools) place(found, *field);
        first = false;
    }
    if (!hot && (moved || !bed_leads)) return std::nullopt;
    return found;
}

std::optional<Position> find_position(std::string_view text) {
    Position found;
    while (const auto field = take_field(text)) {
        const auto keep = [&](std::optional<double>& axis) {
            if (!axis) axis = field->value;
        };
        if (field->name == "X") keep(found.x);
        if (field->name == "Y") keep(found.y);
        if (field->name == "Z") keep(found.z);
        if (field->name == "E") keep(found.e);
        if (field->name == "T" || field->name == "T0") return std::nullopt;
    }
    if (!found.x || !found.y || !found.z) return std::nullopt;
    return found;
}

}  // namespace escapement::client
