// What the movement commands are called and take.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/gcode_move.hpp"

namespace escapement::modules {
namespace {

template <class Command>
void describe_move(Command command) {
    command.word("X", "Position or distance in mm.");
    command.word("Y", "Position or distance in mm.");
    command.word("Z", "Position or distance in mm.");
    command.word("E", "Filament, position or length in mm.");
    command.word("F", "Speed in mm/min, kept for later moves.");
}

}  // namespace

void GcodeMove::describe(printer::Description<GcodeMove>& module) {
    module.section("gcode_move").always().doc("Moves, and what their numbers mean.");
    describe_move(module.command<&GcodeMove::move>("G0", "Moves in a straight line."));
    describe_move(module.command<&GcodeMove::move>("G1", "Moves in a straight line."));
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
    offset.parameter<&SetOffset::move_speed>("Speed of that move, mm/s.").above(0.0);
}

void GcodeMove::describe_states(printer::Description<GcodeMove>& module) {
    module.command<&GcodeMove::save_state>("SAVE_GCODE_STATE", "Save G-code coordinate state")
        .parameter<&SaveState::name>("Under this name.");
    auto restore = module.command<&GcodeMove::restore_state>("RESTORE_GCODE_STATE",
                                                             "Restore a saved G-code state");
    restore.parameter<&RestoreState::name>("The name it was saved under.");
    restore.parameter<&RestoreState::move>("1 to move back to where it was saved.");
    restore.parameter<&RestoreState::move_speed>("Speed of that move, mm/s.").above(0.0);
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
    module.status<&Status::homing_origin>("Offset of SET_GCODE_OFFSET.");
    module.status<&Status::position>("Where the machine was sent.");
    module.status<&Status::gcode_position>("The same as the G-code file sees it.");
    module.status<&Status::axis_map>("Which letter is which coordinate.");
}

}  // namespace escapement::modules
