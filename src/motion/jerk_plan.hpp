// Chooses the speeds of moves whose jerk is limited.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// At every junction the acceleration is zero, so that only the speeds there connect moves.
//
// 1. A smooth plan comes first: of each move it uses only the share of the distance that the
// minimum
//    cruise ratio leaves for ramps.  Walking back from the end, where the head must be able
//    to stop, a junction is passed no faster than its own bound and than the sure reach of the
//    next; walking forward, than the sure reach of the one before.  Sure reaches only grow with
//    what they come from: what is planned later can make these speeds greater, never less.
// 2. Where the smooth plan meets a junction's own bound, this is final.  Between two
//    such junctions its greatest speed is the cap of the real plan there.
// 3. The real plan walks back and forward likewise, with whole distances, the exact reach and
//    the caps.  It is nowhere slower than the smooth plan; so it passes the same junctions at
//    their bounds, and moves before the last of them do not depend on what comes later.
// 4. Each junction is passed as fast as its own bound, the cap, and the junctions before and after
//    it allow: none can be passed faster without another one being passed more slowly.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "motion/move.hpp"

namespace escapement::motion {

enum class Flush { settled_moves, everything };

// Belongs to one thread.
class JerkPlan {
  public:
    // Fixes the profiles of moves at the front of the queue: of all, or of those that what comes
    // later cannot change.  Returns their count.
    std::size_t fix_profiles(std::span<Move> queue, Flush what);

  private:
    void read_bounds(std::span<const Move> queue);
    std::size_t plan_smoothly(std::span<const Move> queue);
    void find_caps(std::span<const Move> moves);
    void plan_really(std::span<Move> moves);

    // Of each junction, the first being where the queue begins and the last where it ends.
    std::vector<Speed> bound_, smooth_, speed_;
    std::vector<Speed> cap_;  // of each move
};

}  // namespace escapement::motion
