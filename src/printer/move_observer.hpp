// Whoever wants to know what becomes of moves, such as a report.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "motion/move.hpp"

namespace escapement::printer {

// Moves that are made for homing are not told of.  Main thread.
class MoveObserver {
  public:
    virtual ~MoveObserver() = default;

    // A move was accepted; `requested` is the speed that was asked for.
    virtual void queued(const motion::Move& move, base::Speed requested) = 0;
    // The same moves in the same order, now with their profile: it begins at `start`.
    virtual void planned(base::PrintTime start, const motion::Move& move) = 0;
};

}  // namespace escapement::printer
