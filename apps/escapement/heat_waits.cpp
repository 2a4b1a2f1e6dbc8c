// Knows waits, and what is said about them, by their words.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/heat_waits.hpp"

#include <string>

namespace escapement::app {
namespace {

constexpr std::string_view endless = "waited an hour for a temperature that does not come";
// What the printer itself says (printer/extruder_axis.cpp).
constexpr std::string_view too_cold = "Extrude below minimum temp";

}  // namespace

bool waits_for_heat(std::string_view command) {
    return command == "M109" || command == "M190" || command == "TEMPERATURE_WAIT";
}

printer::CommandError endless_wait(std::string_view temperatures) {
    return printer::CommandError(std::string(endless) + " (" + std::string(temperatures) +
                                 "); set a target that the heater can reach and keep");
}

bool is_about_heat(std::string_view failure) {
    return failure.find(too_cold) != failure.npos || failure.find(endless) != failure.npos;
}

}  // namespace escapement::app
