// The path of one stepper: piece after piece of polynomials in time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "motion/piece.hpp"
#include "motion/position.hpp"

namespace escapement::motion {

// Where a stepper's pieces come from: segments, seen through kinematics, shaping or pressure
// advance.  Belongs to one thread at a time, that of its segment queue.
class PathSource {
  public:
    virtual ~PathSource() = default;

    // Appends the pieces that begin before `until` and were not given before: in order of time,
    // final, not overlapping.  Where there is none the stepper stands still.  All segments that
    // begin before until + reach() must be in the queue and not expired.
    virtual void advance(PrintTime until, std::vector<Piece>& pieces) = 0;
    // The earliest time before `until` at which the path may move the stepper, of what has not
    // been given yet.
    virtual std::optional<PrintTime> first_motion(PrintTime until) const = 0;
    // Where the stepper stands when the position in the queue rests there.
    virtual Length at(Point position) const = 0;
    // How far the path at one moment depends on segments before and after it.
    virtual Seconds reach() const { return Seconds{}; }
    // Whether the tracks of a trajectory must be made before this is asked for more.
    virtual bool reads_tracks() const { return false; }
};

}  // namespace escapement::motion
