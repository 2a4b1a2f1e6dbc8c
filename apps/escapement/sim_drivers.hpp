// What the simulation must know of stepper drivers beside their wires.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "config/document.hpp"

namespace escapement::app {

// The section and option of the pin by which a driver tells a stall, where an endstop_pin is
// called "tmc2209_stepper_x:virtual_endstop"; nothing for other pins.
struct StallPin {
    const config::Section* section;
    std::string option;
};
std::optional<StallPin> stall_pin(const config::Document& config, const std::string& endstop_pin);

// Whether the motor steps on both edges of its pulses: with such a driver, unless the pulses are
// asked to be long.
bool steps_on_both_edges(const config::Document& config, const config::Section& motor);

}  // namespace escapement::app
