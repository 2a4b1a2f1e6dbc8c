// Options that end in "pin" or "pins", and the few others that name pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/pins_mentioned.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "config/board_pins.hpp"
#include "config/pin.hpp"

namespace escapement::app {
namespace {

using PinsByBoard = std::map<std::string, std::set<std::string>>;

bool names_pins(const config::Section& section, const config::Option& option) {
    const bool of_width_sensor = section.type() == "hall_filament_width_sensor" &&
                                 (option.key == "adc1" || option.key == "adc2");
    return option.key.ends_with("pin") || option.key.ends_with("pins") || of_width_sensor;
}

// Inputs of an [adc_scaled NAME], which are written NAME:PIN, are those of its board.
std::map<std::string, std::string> scaled_chips(const config::Document& config) {
    std::map<std::string, std::string> boards;
    for (const config::Section& section : config.sections()) {
        if (section.type() != "adc_scaled") continue;
        const auto* reference = section.find("vref_pin");
        const auto pin = config::parse_pin(reference ? reference->value : "", {});
        boards[std::string(section.title())] = pin ? pin->chip : "mcu";
    }
    return boards;
}

void add_own_sensors(const config::Section& section, PinsByBoard& found) {
    const auto* type = section.find("sensor_type");
    if (!type || type->value != "temperature_mcu") return;
    const auto* board = section.find("sensor_mcu");
    found[board ? board->value : "mcu"].insert("ADC_TEMPERATURE");
}

}  // namespace

std::map<std::string, std::vector<std::string>> pins_mentioned(const config::Document& config) {
    config::BoardPins aliases;
    for (const config::Section& section : config.sections())
        if (section.type() == "board_pins") static_cast<void>(aliases.add(section));
    const auto scaled = scaled_chips(config);
    PinsByBoard found;
    const auto add = [&](const std::string& text) {
        const auto pin = config::parse_pin(text, config::input_prefixes);
        auto real = pin ? aliases.resolve(*pin) : pin;
        if (!real) return;
        const auto chip = scaled.find(real->chip);
        found[chip == scaled.end() ? real->chip : chip->second].insert(real->name);
    };
    for (const config::Section& section : config.sections()) {
        add_own_sensors(section, found);
        for (const config::Option& option : section.options) {
            if (!names_pins(section, option)) continue;
            std::istringstream list(option.value);
            for (std::string text; std::getline(list, text, ',');) add(text);
        }
    }
    std::map<std::string, std::vector<std::string>> lists;
    for (const auto& [board, names] : found) lists[board] = {names.begin(), names.end()};
    return lists;
}

std::vector<std::string> buses_mentioned(const config::Document& config,
                                         const std::string& option,
                                         const std::string& always) {
    std::vector<std::string> buses{always};
    for (const config::Section& section : config.sections())
        if (const auto* named = section.find(option))
            if (std::find(buses.begin(), buses.end(), named->value) == buses.end())
                buses.push_back(named->value);
    return buses;
}

}  // namespace escapement::app
