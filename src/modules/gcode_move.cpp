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

std::vector<double> list(const Axes& axes, std::size_t count) {
    return {axes.begin(), axes.begin() + static_cast<std::ptrdiff_t>(count)};
}

base::Value axis_map(const std::string& letters) {
    base::Value::Table map;
    for (std::size_t axis = 0; axis < letters.size(); ++axis)
        map.emplace_back(letters.substr(axis, 1), static_cast<int>(axis));
    return map;
}

template <class Command>
void describe_move(Command command) {
    command.word("X", "Position or distance in mm.");
    command.word("Y", "Position or distance in mm.");
    command.word("Z", "Position or distance in mm.");
    command.word("E", "Filament, position or length in mm.");
    command.word("F", "Speed in mm/min, kept for later moves.");
}

}  // namespace

GcodeMove::GcodeMove(printer::Context& context)
    : context_(context),
      ready_(context.events.ready.connect([this](const auto&) {
          toolhead_ = &context_.modules.the<ToolheadModule>().toolhead();
          follow_machine();
      })),
      position_set_(context.events.position_set.connect([this](const auto&) { follow_machine(); })),
      manual_move_(context.events.manual_move.connect([this](const auto&) { follow_machine(); })),
      extruder_changed_(context.events.extruder_changed.connect([this](const auto&) {
          follow_machine();
          coordinates_.use_other_extruder();
      })),
      extra_axes_changed_(
          context.events.extra_axes_changed.connect([this](const auto&) { learn_extra_axes(); })),
      homing_ends_(context.events.homing_ends.connect(
          [this](const printer::HomingEnds& homing) { forget_offsets(homing); })) {}

void GcodeMove::move_along(const gcode::Line& line) {
    coordinates_.move(line);
    send(coordinates_.state().speed);
}

void GcodeMove::move(const GcodeCoordinates::Target& target) {
    coordinates_.move(target);
    send(coordinates_.state().speed);
}

void GcodeMove::send(double speed) {
    const Axes& last = coordinates_.state().last;
    printer::Toolhead::Position target = toolhead_->position();
    for (std::size_t axis = 0; axis < last.size(); ++axis) target[axis] = base::Length{last[axis]};
    try {
        path_.first().move(target, base::Speed{speed});
    } catch (...) {
        follow_machine();
        throw;
    }
}

void GcodeMove::follow_machine() {
    if (!toolhead_) return;
    auto& last = coordinates_.state().last;
    const motion::Position here = path_.first().position();
    for (std::size_t axis = 0; axis < last.size(); ++axis) last[axis] = here[axis].value;
}

void GcodeMove::learn_extra_axes() {
    std::string letters = "XYZ";
    for (const printer::ExtraAxis* axis : toolhead_->extra_axes()) letters += axis->letter();
    coordinates_.set_letters(std::move(letters));
    follow_machine();
}

void GcodeMove::forget_offsets(const printer::HomingEnds& homing) {
    follow_machine();
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

// Nobody asks for a speed, however absurd, where nothing is to be moved.
double GcodeMove::move_speed(const std::optional<double>& wanted) const {
    if (wanted && *wanted <= 0.0)
        throw CommandError("MOVE_SPEED: must be above 0 (is " + base::print_number(*wanted) + ")");
    return wanted.value_or(coordinates_.state().speed);
}

void GcodeMove::set_offset(const SetOffset& request) {
    const std::array absolute{request.x, request.y, request.z, request.e};
    const std::array adjust{request.x_adjust, request.y_adjust, request.z_adjust, request.e_adjust};
    Axes shift{};
    for (std::size_t axis = 0; axis < absolute.size(); ++axis) {
        const double before = coordinates_.state().homing_origin[axis];
        if (absolute[axis])
            shift[axis] = coordinates_.shift_origin(axis, *absolute[axis]);
        else if (adjust[axis])
            shift[axis] = coordinates_.shift_origin(axis, before + *adjust[axis]);
    }
    if (request.move == 0) return;
    for (std::size_t axis = 0; axis < absolute.size(); ++axis)
        coordinates_.state().last[axis] += shift[axis];
    send(move_speed(request.move_speed));
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
    send(move_speed(request.move_speed));
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
        .homing_origin = list(state.homing_origin, GcodeCoordinates::e + 1),
        .position = list(state.last, coordinates_.letters().size()),
        .gcode_position = list(coordinates_.gcode_position(), coordinates_.letters().size()),
        .axis_map = axis_map(coordinates_.letters()),
    };
}

void GcodeMove::describe(printer::Description<GcodeMove>& module) {
    module.section("gcode_move").always().doc("Moves, and what their numbers mean.");
    describe_move(module.command<&GcodeMove::move_along>("G0", "Moves in a straight line."));
    describe_move(module.command<&GcodeMove::move_along>("G1", "Moves in a straight line."));
    module.command<&GcodeMove::refuse_inches>("G20", "Inches: not supported.");
    module.command<&GcodeMove::accept_millimetres>("G21", "Millimetres, as always.");
    describe_coordinates(module);
    describe_offset(module);
    describe_states(module);
    describe_status(module);
}

void GcodeMove::describe_coordinates(printer::Description<GcodeMove>& module) {
    module.command<&GcodeMove::extrude_absolute>("M82", "E is a position.");
    module.command<&GcodeMove::extrude_relative>("M83", "E is a length.");
    module.command<&GcodeMove::move_absolute>("G90", "X, Y, Z are positions.");
    module.command<&GcodeMove::move_relative>("G91", "X, Y, Z and E are distances.");
    auto set = module.command<&GcodeMove::set_position>(
        "G92", "Calls the present place by these numbers; all zero without any.");
    set.parameter<&SetPosition::x>("mm");
    set.parameter<&SetPosition::y>("mm");
    set.parameter<&SetPosition::z>("mm");
    set.parameter<&SetPosition::e>("mm");
    module.command<&GcodeMove::report_position>("M114", "Reports the position.").when_not_ready();
    module.command<&GcodeMove::set_speed_factor>("M220", "Overrides the speed.")
        .parameter<&Percentage::s>("Percent.")
        .above(0.0);
    module.command<&GcodeMove::set_extrude_factor>("M221", "Overrides the flow.")
        .parameter<&Percentage::s>("Percent.")
        .above(0.0);
}

void GcodeMove::describe_offset(printer::Description<GcodeMove>& module) {
    auto offset = module.command<&GcodeMove::set_offset>(
        "SET_GCODE_OFFSET", "Set a virtual offset to G-code positions");
    offset.parameter<&SetOffset::x>("Offset in mm.");
    offset.parameter<&SetOffset::y>("Offset in mm.");
    offset.parameter<&SetOffset::z>("Offset in mm.");
    offset.parameter<&SetOffset::e>("Offset in mm.");
    offset.parameter<&SetOffset::x_adjust>("Added to the offset, mm.");
    offset.parameter<&SetOffset::y_adjust>("Added to the offset, mm.");
    offset.parameter<&SetOffset::z_adjust>("Added to the offset, mm.");
    offset.parameter<&SetOffset::e_adjust>("Added to the offset, mm.");
    offset.parameter<&SetOffset::move>("1 to move there at once.");
    offset.parameter<&SetOffset::move_speed>("Speed of that move, mm/s; above 0.");
}

void GcodeMove::describe_states(printer::Description<GcodeMove>& module) {
    module.command<&GcodeMove::save_state>("SAVE_GCODE_STATE", "Save G-code coordinate state")
        .parameter<&SaveState::name>("Under this name.");
    auto restore = module.command<&GcodeMove::restore_state>("RESTORE_GCODE_STATE",
                                                             "Restore a saved G-code state");
    restore.parameter<&RestoreState::name>("The name it was saved under.");
    restore.parameter<&RestoreState::move>("1 to move back to where it was saved.");
    restore.parameter<&RestoreState::move_speed>("Speed of that move, mm/s; above 0.");
    module
        .command<&GcodeMove::report_everything>(
            "GET_POSITION", "Return information on the current location of the toolhead")
        .when_not_ready();
}

void GcodeMove::describe_status(printer::Description<GcodeMove>& module) {
    module.status<&Status::speed_factor>("Speed override, 1 for 100 %.");
    module.status<&Status::speed>("Speed of the last F, mm/min.");
    module.status<&Status::extrude_factor>("Flow override, 1 for 100 %.");
    module.status<&Status::absolute_coordinates>("Whether X, Y, Z are positions (G90).");
    module.status<&Status::absolute_extrude>("Whether E is a position (M82).");
    module.status<&Status::homing_origin>("Offset of SET_GCODE_OFFSET.").coordinate();
    module.status<&Status::position>("Where the machine was sent.").coordinate();
    module.status<&Status::gcode_position>("The same as the G-code file sees it.").coordinate();
    module.status<&Status::axis_map>("Which letter is which coordinate.");
}

}  // namespace escapement::modules
