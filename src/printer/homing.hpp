// Finds out where an axis is by running it against its endstop.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. The head is taken to be as far away as it can be, and moves until the endstop triggers.
// 2. It moves back a little and comes again, slower.  A switch that triggers before the first
//    step then is stuck.
// 3. Between the trigger and the stop motors make a few more steps; where they stand follows from
//    what the microcontrollers count.
#pragma once

#include <string>
#include <vector>

#include "printer/axes.hpp"
#include "printer/events.hpp"
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
    // One motor's count of steps around an approach.
    struct Track {
        Stepper* stepper;
        const NamedEndstop* endstop;
        std::int64_t start = 0;
        std::int64_t triggered = 0;
        std::int64_t halted = 0;
    };
    using Tracks = std::vector<Track>;
    using Endstops = std::vector<NamedEndstop>;

    runtime::Task<> learn_origins(const Endstops& endstops);
    runtime::Task<Tracks> approach(const Endstops& endstops,
                                   Toolhead::Position to,
                                   base::Speed speed);
    void arm(const Endstops& endstops, const Toolhead::Position& to, base::Speed speed);
    runtime::Task<std::string> run(const Endstops& endstops,
                                   const Toolhead::Position& to,
                                   base::Speed speed);
    runtime::Task<std::string> learn(const Endstops& endstops, Tracks& tracks);
    std::int64_t file_mode_overshoot(const Stepper& stepper) const;
    void settle(const Toolhead::Position& to, const Tracks& tracks);
    Toolhead::Position retract(const Rail& rail, const HomingPath& path);
    void refuse_stuck_endstop(const Tracks& tracks) const;
    Toolhead::Position fill(const Toolhead::Position& wanted, AxisSet axes) const;

    Toolhead& toolhead_;
    Events& events_;
    bool offline_;
};

}  // namespace escapement::printer
