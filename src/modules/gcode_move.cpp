// The commands that move, and those that say what moving means.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/gcode_move.hpp"

#include <array>
#include <cstdio>

#include "modules/position_report.hpp"
#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

using printer::CommandError;
using Axes = GcodeCoordinates::Axes;

std::vector<double> list(const Axes& axes) {
    return {axes.begin(), axes.end()};
}

}  // namespace

GcodeMove::GcodeMove(printer::Context& context)
    : context_(context),
      ready_(context.events.ready.connect([this](const auto&) {
          toolhead_ = &context_.modules.the<ToolheadModule>().toolhead();
          follow_toolhead();
      })),
      position_set_(
          context.events.position_set.connect([this](const auto&) { follow_toolhead(); })),
      homing_ends_(context.events.homing_ends.connect(
          [this](const printer::HomingEnds& homing) { forget_offsets(homing); })) {}

void GcodeMove::move(const gcode::Line& line) {
    coordinates_.move(line);
    send(coordinates_.state().speed);
}

void GcodeMove::send(double speed) {
    const Axes& last = coordinates_.state().last;
    printer::Toolhead::Position target = toolhead_->position();
    for (std::size_t axis = 0; axis < last.size(); ++axis) target[axis] = base::Length{last[axis]};
    try {
        toolhead_->move(target, base::Speed{speed});
    } catch (...) {
        follow_toolhead();
        throw;
    }
}

void GcodeMove::follow_toolhead() {
    if (!toolhead_) return;
    auto& last = coordinates_.state().last;
    for (std::size_t axis = 0; axis < last.size(); ++axis)
        last[axis] = toolhead_->position()[axis].value;
}

void GcodeMove::forget_offsets(const printer::HomingEnds& homing) {
    follow_toolhead();
    for (std::size_t axis = 0; axis < homing.homed.size(); ++axis)
        if (homing.homed[axis]) coordinates_.homed(axis);
}

void GcodeMove::refuse_inches() {
    throw CommandError("Machine does not support G20 (inches) command");
}

void GcodeMove::accept_millimetres() {}

void GcodeMove::extrude_absolute() {
    coordinates_.state().absolute_extrude = true;
}

void GcodeMove::extrude_relative() {
    coordinates_.state().absolute_extrude = false;
}

void GcodeMove::move_absolute() {
    coordinates_.state().absolute_coordinates = true;
}

void GcodeMove::move_relative() {
    coordinates_.state().absolute_coordinates = false;
}

void GcodeMove::set_position(const SetPosition& request) {
    coordinates_.call_present_place({request.x, request.y, request.z, request.e});
}

void GcodeMove::set_speed_factor(const Percentage& request) {
    coordinates_.override_speed(request.s / 100.0);
}

void GcodeMove::set_extrude_factor(const Percentage& request) {
    coordinates_.override_extrusion(request.s / 100.0);
}

void GcodeMove::set_offset(const SetOffset& request) {
    const std::array absolute{request.x, request.y, request.z, request.e};
    const std::array adjust{request.x_adjust, request.y_adjust, request.z_adjust, request.e_adjust};
    Axes shift{};
    for (std::size_t axis = 0; axis < shift.size(); ++axis) {
        const double before = coordinates_.state().homing_origin[axis];
        if (absolute[axis])
            shift[axis] = coordinates_.shift_origin(axis, *absolute[axis]);
        else if (adjust[axis])
            shift[axis] = coordinates_.shift_origin(axis, before + *adjust[axis]);
    }
    if (request.move == 0) return;
    for (std::size_t axis = 0; axis < shift.size(); ++axis)
        coordinates_.state().last[axis] += shift[axis];
    send(request.move_speed.value_or(coordinates_.state().speed));
}

void GcodeMove::save_state(const SaveState& request) {
    saved_[request.name] = coordinates_.state();
}

void GcodeMove::restore_state(const RestoreState& request) {
    const auto found = saved_.find(request.name);
    if (found == saved_.end()) throw CommandError("Unknown g-code state: " + request.name);
    coordinates_.restore(found->second);
    if (request.move == 0) return;
    for (std::size_t axis = 0; axis < GcodeCoordinates::e; ++axis)
        coordinates_.state().last[axis] = found->second.last[axis];
    send(request.move_speed.value_or(coordinates_.state().speed));
}

void GcodeMove::report_position() {
    const Axes at = coordinates_.gcode_position();
    char text[160];
    std::snprintf(text, sizeof text, "X:%.3f Y:%.3f Z:%.3f E:%.3f", at[0], at[1], at[2], at[3]);
    context_.console.raw(text);
}

void GcodeMove::report_everything() {
    if (!toolhead_) throw CommandError("Printer not ready");
    context_.console.info(position_report(*toolhead_, coordinates_.state()));
}

GcodeMove::Status GcodeMove::status() const {
    const auto& state = coordinates_.state();
    return {
        .speed_factor = coordinates_.speed_override(),
        .speed = coordinates_.gcode_speed(),
        .extrude_factor = state.extrude_factor,
        .absolute_coordinates = state.absolute_coordinates,
        .absolute_extrude = state.absolute_extrude,
        .homing_origin = list(state.homing_origin),
        .position = list(state.last),
        .gcode_position = list(coordinates_.gcode_position()),
        .axis_map = base::Value::Table{{"X", 0}, {"Y", 1}, {"Z", 2}, {"E", 3}},
    };
}

}  // namespace escapement::modules
