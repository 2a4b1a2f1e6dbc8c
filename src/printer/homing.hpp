// Finds out where an axis is by running it against its endstop.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. The head is taken to be as far away as it can be, and moves until the endstop triggers.
// 2. It moves back a little and comes again, slower.  A switch that triggers before the first
//    step then is stuck.
// 3. Where a probe stands in for the endstop of z, it says how far away the bed is instead.
#pragma once

#include <optional>
#include <vector>

#include "printer/axes.hpp"
#include "printer/endstops.hpp"
#include "printer/events.hpp"
#include "printer/homing_move.hpp"
#include "printer/rail.hpp"
#include "printer/toolhead.hpp"
#include "runtime/task.hpp"

namespace escapement::printer {

// Where an axis is taken to be before homing, and where its endstop is.  Only the axes named
// count; the others stay where they are.
struct HomingPath {
    Toolhead::Position from, to;
    AxisSet axes;
};

// Lives while homing goes on.  Belongs to the main thread.
class Homing {
  public:
    Homing(Toolhead& toolhead, Events& events, bool offline)
        : toolhead_(toolhead), events_(events), offline_(offline) {}

    Toolhead& toolhead() { return toolhead_; }
    const Toolhead::Position& position() const { return toolhead_.position(); }
    // Throws CommandError when no endstop triggers, or one cannot be right; Interrupted with the
    // motors at rest and the endstops disarmed.
    runtime::Task<> home_rail(const Rail& rail, HomingPath path) {
        return home_rails({&rail}, path);
    }
    // Several rails together, each to its own endstop, at the speeds of the first.
    runtime::Task<> home_rails(std::vector<const Rail*> rails, HomingPath path);
    // Takes the head to be there, for machines that cannot find out.
    void assume(motion::Point position, AxisSet axes);

  private:
    runtime::Task<> home_z_by_probe(const Rail& rail, HomingProbe& probe, HomingPath path);
    runtime::Task<> probe_twice(const Rail& rail,
                                const HomingPath& path,
                                const HomingProbe::Descend& descend);
    runtime::Task<> probe_z(const HomingProbe::Descend& descend, base::Speed speed, bool first);
    void report(const std::vector<const Rail*>& rails, const HomingMove& move, AxisSet axes);
    Toolhead::Position retract(const Rail& rail, const HomingPath& path);
    Toolhead::Position fill(const Toolhead::Position& wanted, AxisSet axes) const;

    Toolhead& toolhead_;
    Events& events_;
    bool offline_;
};

}  // namespace escapement::printer
