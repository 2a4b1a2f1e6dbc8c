// Where the machine is, seen from every level: for those who look for a lost step.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "modules/gcode_coordinates.hpp"
#include "printer/toolhead.hpp"

namespace escapement::modules {

// Seven lines, from what the microcontrollers count to what the G-code file calls it.
std::string position_report(printer::Toolhead& toolhead, const GcodeCoordinates::State& gcode);

}  // namespace escapement::modules
