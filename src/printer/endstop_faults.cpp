// The texts, with what is known of the wiring.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/endstop_faults.hpp"

namespace escapement::printer {
namespace {

// "\nIts endstop_pin ^PC4 was open all the way.", if it is known.
std::string reading_text(const EndstopInput& endstop, const std::string& reading) {
    const std::string wiring = endstop.wiring();
    return wiring.empty() ? "" : "\nIts " + wiring + " " + reading + ".";
}

}  // namespace

std::string no_trigger_text(const NamedEndstop& endstop) {
    return "No trigger on " + endstop.name + " after full movement" +
           reading_text(*endstop.endstop, "did not close on the way") +
           "\nUsual causes: the switch or its cable (QUERY_ENDSTOPS says what it reads), a motor "
           "that turns the wrong way (dir_pin) or not at all, or position_min and position_max "
           "that are closer together than the ends of the axis.";
}

std::string still_triggered_text(const NamedEndstop& endstop) {
    return "Endstop " + endstop.name + " still triggered after retract" +
           reading_text(*endstop.endstop, "was closed before the second approach began") +
           "\nUsual causes: a homing_retract_dist that is too short for the switch to open, a pin "
           "that has to be inverted ('!') or pulled up ('^'), or a broken cable.";
}

std::string triggered_before_text(const std::string& first_line, const EndstopInput& endstop) {
    return first_line + reading_text(endstop, "was closed already") +
           "\nUsual causes: it was too low to begin with, it is stuck or was not deployed, or the "
           "pin has to be inverted ('!') or pulled up ('^').";
}

}  // namespace escapement::printer
