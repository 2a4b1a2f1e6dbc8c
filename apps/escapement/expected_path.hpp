// Where G-code says the nozzle shall go, read without the host's help.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The judge of a simulated print must not share code with the accused: this reader knows the
// commands that move, and those that say what moving means, and none of the printer's modules.
// What homing finds out it has to be told, because nothing in a file says where an axis stood.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "gcode/line.hpp"
#include "gcode/parameters.hpp"
#include "sim/path_follower.hpp"

namespace escapement::app {

class ExpectedPath {
  public:
    // `start` is where the machine takes itself to be before the first line.
    explicit ExpectedPath(const sim::PathPoint& start) : at_{start.x, start.y, start.z, 0.0} {}

    // An extruder without a motor pushes nothing, whatever the file says.
    void without_motor(const std::string& extruder) { motorless_.insert(extruder); }
    // A motor that follows an extruder at first, none if that is empty.  Extruders of which nothing
    // is said have one of their own.
    void add_motor(const std::string& name, const std::string& follows, double rotation_distance) {
        motors_[name] = {follows, rotation_distance, 1.0};
    }

    // Whether this reader knows what the line does to nozzle and filament; the names of commands
    // that do nothing to either are not listed.
    static bool knows(std::string_view command);
    // Whether the command moves in a way that this reader cannot follow: arcs and the like.
    static bool cannot_follow(std::string_view command);

    // The next line of the file, one that the printer accepted.  Lines that are not known change
    // nothing.  Fails where the line cannot be read.
    base::Result<void> take(const gcode::Line& line);
    // These axes have been homed, and the machine takes itself to be there now.
    void homed(const std::array<bool, 3>& axes, const sim::PathPoint& there);

    // Where the nozzle shall be after all lines so far, mm.
    sim::PathPoint nozzle() const { return {at_[0], at_[1], at_[2]}; }
    // Filament pushed by all of them, retractions subtracted, over all tools and motors, mm.
    double filament_mm() const { return filament_mm_; }

  private:
    using Axes = std::array<double, 4>;  // x, y, z and filament
    static constexpr std::size_t filament = 3;

    // What the numbers in the file mean: machine = zero + number, filament times the flow.
    struct Meaning {
        bool absolute = true, absolute_filament = true;
        Axes zero{};
        Axes offset{};  // the part of `zero` that SET_GCODE_OFFSET asked for
        double flow = 1.0;
    };
    struct Saved {
        Meaning meaning;
        Axes at;
    };
    // The axes' numbers as a line gives them.
    using Numbers = std::array<std::optional<double>, 4>;

    static base::Result<Numbers> numbers(const gcode::Line& line);
    static base::Result<Numbers> numbers(const gcode::Parameters& parameters,
                                         std::string_view suffix);
    base::Result<void> move(const gcode::Line& line);
    base::Result<void> set_zero(const gcode::Line& line);
    base::Result<void> set_flow(const gcode::Line& line);
    base::Result<void> set_offset(const gcode::Line& line);
    base::Result<void> save(const gcode::Line& line);
    base::Result<void> restore(const gcode::Line& line);
    base::Result<void> choose_extruder(const gcode::Line& line);
    base::Result<void> sync_motor(const gcode::Line& line);
    base::Result<void> set_rotation_distance(const gcode::Line& line);
    double motors_pushing() const;
    double scale(std::size_t axis) const { return axis == filament ? meaning_.flow : 1.0; }
    bool counts_from_zero(std::size_t axis) const;
    void go(const Axes& target);

    struct Motor {
        std::string follows;
        double rotation_distance = 0.0;  // as configured
        double gain = 1.0;               // turns made for each that would be made with that
    };

    Meaning meaning_;
    Axes at_;
    double filament_mm_ = 0.0;
    std::map<std::string, Saved, std::less<>> saved_;
    std::string extruder_ = "extruder";
    std::set<std::string> motorless_;
    std::map<std::string, Motor, std::less<>> motors_;
    std::map<std::string, double, std::less<>> parked_mm_;  // filament positions of other tools
};

}  // namespace escapement::app
