// What the numbers of a G-code file mean: offsets, relative modes, speed and flow overrides.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "gcode/line.hpp"
#include "motion/position.hpp"

namespace escapement::modules {

// Positions are x, y, z, e and further axes in millimetres, speeds in mm/s.  Arithmetic without a
// machine.
//
//   machine = base + value (e: value times the flow factor)     in absolute mode
//   machine = machine + value                                   in relative mode
//
// The base is what G92 and offsets move; the homing origin is the part of it that
// SET_GCODE_OFFSET set and homing restores.
class GcodeCoordinates {
  public:
    using Axes = std::array<double, motion::max_axes>;
    static constexpr std::size_t e = motion::extruder_axis;

    struct State {
        bool absolute_coordinates = true;
        bool absolute_extrude = true;
        Axes base{};
        Axes last{};  // where the machine was sent
        Axes homing_origin{};
        double speed = 25.0;               // of the machine
        double speed_factor = 1.0 / 60.0;  // from F, in mm/min, to the machine's speed
        double extrude_factor = 1.0;
    };

    // What a move asks for, in the numbers of the G-code file.
    struct Target {
        std::array<std::optional<double>, motion::max_axes> axes;
        std::optional<double> speed;  // mm/min, above 0
    };

    // The letters of all axes in their order, "XYZE" at first.  Those behind E count from zero.
    void set_letters(std::string letters);
    const std::string& letters() const { return letters_; }

    const State& state() const { return state_; }
    State& state() { return state_; }

    // A G0 or G1: changes where the machine is to be and how fast.  Throws CommandError, and
    // changes nothing then.
    void move(const gcode::Line& line);
    void move(const Target& target);

    // The position as the G-code file sees it.
    Axes gcode_position() const;
    double gcode_speed() const { return state_.speed / state_.speed_factor; }
    // 1 for 100 %.
    double speed_override() const { return state_.speed_factor * 60.0; }

    // From now on the present place is called by these numbers (G92).
    void call_present_place(const std::array<std::optional<double>, 4>& names);
    // Factors are 1 for 100 %.  The speed in force changes at once; what was extruded is kept.
    void override_speed(double factor);
    void override_extrusion(double factor);
    // Moves the origin of one axis; returns by how much.
    double shift_origin(std::size_t axis, double origin);

    // As RESTORE_GCODE_STATE: all but where the machine is.  Extrusion continues from where it is
    // now, whatever was extruded in between.
    void restore(const State& saved);
    // Another extruder is in use, from where it is at present: its position is called 0, its flow
    // is 100 %.
    void use_other_extruder();
    // The machine was homed: these axes are where their numbers say again.
    void homed(std::size_t axis) { state_.base[axis] = state_.homing_origin[axis]; }

  private:
    double machine_value(std::size_t axis, double value) const;
    Target read_target(const gcode::Line& line) const;

    std::string letters_ = "XYZE";
    State state_;
};

}  // namespace escapement::modules
