// Reading moves, and the arithmetic of offsets and overrides.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/gcode_coordinates.hpp"

#include <algorithm>
#include <utility>

#include "gcode/garbled_word.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

[[noreturn]] void fail_to_parse(const gcode::Line& line, const std::string& why) {
    throw printer::CommandError("Unable to parse move '" + gcode::shown(line.text()) + "'\n" + why);
}

// A number that went wrong, and not a word that is nobody's ("parking"), which moves ignore as
// Klipper does.
void refuse_garbled(const gcode::Line& line, const std::string& letters) {
    if (!line.has_long_word()) return;
    if (const auto word = gcode::garbled_word(line, letters + 'F'))
        fail_to_parse(
            line, "'" + gcode::shown(word->letters) + "' is not one letter followed by a number");
}

double number_behind(const gcode::Line& line, char letter) {
    const auto number = line.plain_number(letter);
    if (!number)
        fail_to_parse(line,
                      letter + std::string(" needs a number, not '") +
                          gcode::shown(line.value(letter)) + "'");
    return *number;
}

double speed_in(const gcode::Line& line) {
    const double speed = number_behind(line, 'F');
    if (speed <= 0.0)
        throw printer::CommandError("Invalid speed in '" + gcode::shown(line.text()) +
                                    "'\nF must be above 0");
    return speed;
}

}  // namespace

GcodeCoordinates::Target GcodeCoordinates::read_target(const gcode::Line& line) const {
    refuse_garbled(line, letters_);
    Target target;
    for (std::size_t axis = 0; axis < letters_.size(); ++axis)
        if (line.has(letters_[axis])) target.axes[axis] = number_behind(line, letters_[axis]);
    if (line.has('F')) target.speed = speed_in(line);
    return target;
}

void GcodeCoordinates::set_letters(std::string letters) {
    letters_ = std::move(letters);
    std::fill(state_.base.begin() + e + 1, state_.base.end(), 0.0);
}

void GcodeCoordinates::move(const gcode::Line& line) {
    move(read_target(line));
}

void GcodeCoordinates::move(const Target& target) {
    for (std::size_t axis = 0; axis < target.axes.size(); ++axis)
        if (target.axes[axis]) state_.last[axis] = machine_value(axis, *target.axes[axis]);
    if (target.speed) state_.speed = *target.speed * state_.speed_factor;
}

double GcodeCoordinates::machine_value(std::size_t axis, double value) const {
    const bool absolute = state_.absolute_coordinates && (axis != e || state_.absolute_extrude);
    const double length = axis == e ? value * state_.extrude_factor : value;
    return length + (absolute ? state_.base[axis] : state_.last[axis]);
}

GcodeCoordinates::Axes GcodeCoordinates::gcode_position() const {
    Axes position{};
    for (std::size_t axis = 0; axis < position.size(); ++axis)
        position[axis] = state_.last[axis] - state_.base[axis];
    position[e] /= state_.extrude_factor;
    return position;
}

void GcodeCoordinates::call_present_place(const std::array<std::optional<double>, 4>& names) {
    bool any = false;
    for (const auto& name : names) any = any || name;
    for (std::size_t axis = 0; axis < names.size(); ++axis) {
        if (any && !names[axis]) continue;
        const double factor = axis == e ? state_.extrude_factor : 1.0;
        state_.base[axis] = state_.last[axis] - names[axis].value_or(0.0) * factor;
    }
}

void GcodeCoordinates::override_speed(double factor) {
    const double unchanged = gcode_speed();
    state_.speed_factor = factor / 60.0;
    state_.speed = unchanged * state_.speed_factor;
}

void GcodeCoordinates::override_extrusion(double factor) {
    const double extruded = (state_.last[e] - state_.base[e]) / state_.extrude_factor;
    state_.base[e] = state_.last[e] - extruded * factor;
    state_.extrude_factor = factor;
}

void GcodeCoordinates::use_other_extruder() {
    state_.base[e] = state_.last[e];
    state_.extrude_factor = 1.0;
}

double GcodeCoordinates::shift_origin(std::size_t axis, double origin) {
    const double shift = origin - state_.homing_origin[axis];
    state_.base[axis] += shift;
    state_.homing_origin[axis] = origin;
    return shift;
}

void GcodeCoordinates::restore(const State& saved) {
    const State here = state_;
    state_ = saved;
    state_.last = here.last;
    std::copy(here.base.begin() + e + 1, here.base.end(), state_.base.begin() + e + 1);
    state_.base[e] += here.last[e] - saved.last[e];
}

}  // namespace escapement::modules
