// Chooses the speeds of moves whose jerk is limited.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. A smooth plan comes first.  In it acceleration is zero at every junction, so that only the
//    speeds there connect moves, and of each move it uses only the share of the distance that
//    the minimum cruise ratio leaves for ramps.  Walking back from the end, where the head must be
//    able to stop, a junction is passed no faster than its own bound and than the sure reach of
//    the next; walking forward, than the sure reach of the one before.  Sure reaches only grow
//    with what they come from: what is planned later can make these speeds greater, never less.
// 2. Where the smooth plan meets a junction's own bound, this is final: every plan below passes
//    it at that speed and without acceleration.  So the moves between two such junctions, a
//    window, are planned by themselves.
// 3. In a window acceleration rests at its ends and where a move does not continue the one
//    before (Move::continues); from one such rest to the next the speed follows one curve.
//    The speeds at rests come from walking back and forward with the exact reach.
// 4. Where a curve is faster than a junction or a move on its way allows, it is cut there: the
//    junction at which it is too fast by the largest factor becomes a rest, and the
//    window is planned anew.  With a rest at every junction no limit can be exceeded; one ramp
//    over a distance is never slower than several with rests between them.
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
    // Moves between two junctions that every plan passes alike, the speeds there, and the bounds of
    // the junctions from the first to the last.
    struct Window {
        std::span<Move> moves;
        std::span<const Speed> bounds;
        SpeedEnds ends;
    };
    // The moves from one rest of a window to the next, and their common curve.
    struct Stretch {
        std::size_t begin, end;  // junctions of the window
        RampLimits limits;
        Length distance;
        Speed most;
        SpeedCurve curve;
    };

    void read_bounds(std::span<const Move> queue);
    std::size_t plan_smoothly(std::span<const Move> queue);
    void plan(const Window& window);
    void find_rests(const Window& window);
    void lay_curves(const Window& window, Speed cap);
    void choose_speeds(const Window& window, Speed cap);
    bool cut_curves(const Window& window, bool everywhere);

    // Of each junction, the first being where the queue begins and the last where it ends.
    std::vector<Speed> bound_, smooth_;
    // Of the window being planned: junctions where acceleration rests, the speeds there, and the
    // stretches between; and where the next cuts are made.
    std::vector<std::size_t> rests_, cuts_;
    std::vector<Speed> speed_;
    std::vector<Stretch> stretches_;
};

}  // namespace escapement::motion
