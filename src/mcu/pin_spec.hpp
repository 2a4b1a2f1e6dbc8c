// A pin as a configuration asks for it, freed from the name of its microcontroller.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace escapement::mcu {

struct PinSpec {
    std::string name;  // as the board's dictionary spells it
    bool invert = false;
    int pull = 0;  // 1 pulls up, -1 down
};

}  // namespace escapement::mcu
