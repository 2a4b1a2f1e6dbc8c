// Reads sections of stepper drivers without the printer's modules.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/sim_drivers.hpp"

#include "chips/driver_chips.hpp"
#include "config/pin.hpp"
#include "escapement/sim_sections.hpp"

namespace escapement::app {
namespace {

constexpr double longest_pulse_of_both_edges = 0.000000500;

}  // namespace

std::optional<StallPin> stall_pin(const config::Document& config, const std::string& endstop_pin) {
    const auto written = config::parse_pin(endstop_pin, config::input_prefixes);
    if (!written) return std::nullopt;
    for (const config::Section& section : config.sections()) {
        if (!chips::find_driver_chip(section.type())) continue;
        const std::string name = section.name.substr(section.name.find_last_of(' ') + 1);
        if (written->chip != std::string(section.type()) + "_" + name) continue;
        for (const char* option : {"diag0_pin", "diag1_pin", "diag_pin"})
            if (section.find(option)) return StallPin{&section, option};
    }
    return std::nullopt;
}

bool steps_on_both_edges(const config::Document& config, const config::Section& motor) {
    bool has_driver = false;
    for (const config::Section& section : config.sections())
        if (section.title() == motor.name && chips::find_driver_chip(section.type()))
            has_driver = true;
    return has_driver && number(motor, "step_pulse_duration", 0.0) <= longest_pulse_of_both_edges;
}

}  // namespace escapement::app
