// One approach to endstops: moves until they trigger, and finds out where the motors stand.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Between the trigger and the stop motors make a few more steps; where they stand follows from what
// the microcontrollers count.  Where the task that approaches is destroyed, the motors stop at
// once, and the toolhead refuses moves until it is known where that was.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "printer/endstops.hpp"
#include "printer/events.hpp"
#include "printer/toolhead.hpp"
#include "runtime/task.hpp"

namespace escapement::printer {

// Lives until the approach has ended.  Belongs to the main thread.
class HomingMove {
  public:
    using Position = Toolhead::Position;
    using Endstops = std::vector<NamedEndstop>;

    struct Parts {
        Toolhead& toolhead;
        Events& events;
        bool offline;
    };
    HomingMove(const Parts& parts, Endstops endstops)
        : parts_(parts), endstops_(std::move(endstops)) {}
    HomingMove(const HomingMove&) = delete;
    HomingMove& operator=(const HomingMove&) = delete;

    // What an earlier host has done to the motors is asked for once.
    runtime::Task<> learn_origins();
    // The endstops trigger where the machine is at `to`.  Throws CommandError when one does not,
    // or a microcontroller lost touch.
    runtime::Task<> home(Position to, base::Speed speed);
    // They trigger somewhere on the way; where the head was then.  The same errors.
    runtime::Task<Position> probe(Position to, base::Speed speed);

    // One motor's count of steps around the approach.
    struct Track {
        Stepper* stepper;
        const NamedEndstop* endstop;
        std::int64_t start = 0;
        std::int64_t triggered = 0;
        std::int64_t halted = 0;
    };
    const std::vector<Track>& tracks() const { return tracks_; }
    // The endstop that triggered before its motor made a step, or nullptr.
    const NamedEndstop* unmoved() const;

  private:
    class Running;

    runtime::Task<std::string> approach(Position to, base::Speed speed);
    runtime::Task<std::string> drip(Position to, base::Speed speed);
    runtime::Task<std::string> learn();
    runtime::Task<> learn(Track& track);
    void arm(const Position& to, base::Speed speed);
    std::int64_t file_mode_overshoot(const Stepper& stepper) const;
    void settle(const Position& to);
    using Count = std::int64_t Track::*;
    Position moved(const std::vector<base::Length>& before, Count from, Count to) const;

    const Parts parts_;
    const Endstops endstops_;
    std::vector<Track> tracks_;
    std::vector<std::pair<const NamedEndstop*, base::PrintTime>> triggers_;
};

}  // namespace escapement::printer
