// One axis of a machine as configured: its motors, its endstops, how far it goes, how it homes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/quantity.hpp"
#include "printer/stepper.hpp"

namespace escapement::mcu {
class Endstop;
}

namespace escapement::printer {

// How an axis finds its endstop.
struct HomingMotion {
    base::Speed speed;
    base::Speed second_speed;
    base::Speed retract_speed;
    base::Length retract_distance;
    bool positive_direction = false;
};

// An endstop and the name that messages give it.
struct NamedEndstop {
    std::string name;
    mcu::Endstop* endstop;
};

// The range of an axis; homed axes may be sent anywhere within it.
struct RailRange {
    base::Length min, max, endstop;
};

// Belongs to the main thread.
struct Rail {
    std::string name;  // "stepper_x"
    RailRange range;
    HomingMotion homing;
    std::vector<Stepper*> steppers;  // the first one speaks for the axis
    std::vector<NamedEndstop> endstops;
};

}  // namespace escapement::printer
