// Waiting for temperatures in simulated prints: which commands do, and for how long it is borne.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/time.hpp"
#include "printer/errors.hpp"

namespace escapement::app {

// The heaters of the simulation are done long before.
inline constexpr base::Seconds longest_heat_wait{3600.0};

// Whether the command, by its first name, reports temperatures every second until it is warm.
bool waits_for_heat(std::string_view command);

// What ends a wait that has lasted for longer; `temperatures` is what it reported last.
printer::CommandError endless_wait(std::string_view temperatures);

// Whether a print has ended by that, or for being too cold: for want of heat, which a plan takes
// for granted.  What else ends a simulated print may be the simulation's.
bool is_about_heat(std::string_view failure);

}  // namespace escapement::app
