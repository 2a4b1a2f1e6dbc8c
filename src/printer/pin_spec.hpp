// A claimed pin in the words of its microcontroller.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/pin.hpp"
#include "mcu/pin_spec.hpp"

namespace escapement::printer {

inline mcu::PinSpec pin_spec(const config::Pin& pin) {
    const int pull = pin.pull == config::Pull::up ? 1 : pin.pull == config::Pull::down ? -1 : 0;
    return {.name = pin.name, .invert = pin.inverted, .pull = pull};
}

}  // namespace escapement::printer
