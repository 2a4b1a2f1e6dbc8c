// What is said when a switch does not do what homing and probing wait for.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first line is Klipper's, which people search for; then come the pin, what it read, and what
// usually causes it.
#pragma once

#include <string>

#include "printer/endstops.hpp"

namespace escapement::printer {

std::string no_trigger_text(const NamedEndstop& endstop);
std::string still_triggered_text(const NamedEndstop& endstop);
// Of a probe, or of a switch that was to be approached.
std::string triggered_before_text(const std::string& first_line, const EndstopInput& endstop);

}  // namespace escapement::printer
