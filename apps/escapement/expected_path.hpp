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

// Of two carriages on an axis, which one leads and where they are.
struct CarriagesFound {
    std::size_t leader = 0;
    std::array<double, 2> positions{};
};

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
    // Two carriages on an axis (0 for x, 1 for y), with a tool each; commands call them so, or 0
    // and 1.  The first one leads.
    void with_two_carriages(std::size_t axis, const std::array<std::string, 2>& names);

    // Whether this reader knows what the line does to nozzle and filament; the names of commands
    // that do nothing to either are not listed.
    static bool knows(std::string_view command);
    // Whether the command moves in a way that this reader cannot follow: arcs and the like.
    static bool cannot_follow(std::string_view command);

    // The next line of the file, one that the printer accepted.  Lines that are not known change
    // nothing.  Fails where the line cannot be read.
    base::Result<void> take(const gcode::Line& line);
    // These axes have been homed, and the machine takes itself to be there now; and where it takes
    // two carriages to be.
    void homed(const std::array<bool, 3>& axes,
               const sim::PathPoint& there,
               const CarriagesFound& carriages = {});

    std::size_t tools() const { return shared_axis_ ? 2 : 1; }
    // The one that is where the lines say; the other one rests or goes along.
    std::size_t leader() const { return leader_; }
    // Where the nozzle of a tool shall be after all lines so far, mm.
    sim::PathPoint nozzle(std::size_t tool = 0) const;
    // How far it goes along each axis for a millimetre of the lines'.
    std::array<double, 3> shares(std::size_t tool) const;
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
    // Where a carriage is: scale * coordinate + offset.
    struct Carriage {
        double scale = 0.0, offset = 0.0;
    };
    struct SavedCarriages {
        std::array<Carriage, 2> carriages;
        std::array<double, 2> positions;
        std::size_t leader;
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
    void home(const gcode::Line& line);
    base::Result<void> set_carriage(const gcode::Line& line);
    base::Result<void> save_carriages(const gcode::Line& line);
    base::Result<void> restore_carriages(const gcode::Line& line);
    std::array<double, 2> carriage_positions() const;
    void lead(std::size_t carriage);
    void hold(std::size_t carriage, double scale);
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
    std::optional<std::size_t> shared_axis_;  // by two carriages
    std::array<std::string, 2> carriage_names_;
    std::array<Carriage, 2> carriages_{{{1.0, 0.0}, {}}};
    std::size_t leader_ = 0;
    std::map<std::string, SavedCarriages, std::less<>> saved_carriages_;
    std::map<std::string, double, std::less<>> parked_mm_;  // filament positions of other tools
};

}  // namespace escapement::app
