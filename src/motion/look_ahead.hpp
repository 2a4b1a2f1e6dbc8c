// Chooses how fast each of the queued moves begins, cruises and ends.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. The head must be able to stop at the end of what is queued.  Walking back from there,
//    the square of the speed may rise by each move's gain, up to what its junction allows.
// 2. Where the junction is what binds, the move can speed up: it is the foot of a peak.  The
//    greatest speed between that foot and the next lies where rising and falling lines meet.
// 3. A second pair of lines, with the gain that the minimum cruise ratio leaves, lowers peaks
//    too short to be worth the shaking.
// 4. Moves before the last peak cannot change any more, whatever comes later: a lazy flush
//    hands out just these.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

#include "motion/move.hpp"

namespace escapement::motion {

enum class Flush { settled_moves, everything };

// Belongs to one thread.
class LookAhead {
  public:
    // How much motion is worth collecting between two lazy flushes.
    static constexpr Seconds usual_flush_time{0.150};

    // Appends a planned-for move and says whether enough is queued that a lazy flush is worth
    // its time.  `extra_limit` bounds the junction with last(), for the extra axes' sake.
    // The move must not be empty.
    bool add(Move move, SpeedSquared extra_limit = unlimited_speed_squared);
    // Removes moves from the front, each with its profile set.
    std::vector<Move> flush(Flush what);
    // How much motion to collect before the next lazy flush; flush() sets it back to usual.
    void set_flush_time(Seconds time) { until_flush_ = time; }
    // The move added last, or nullptr when none is queued.
    Move* last() { return queue_.empty() ? nullptr : &queue_.back(); }
    bool empty() const { return queue_.empty(); }
    std::size_t size() const { return queue_.size(); }
    // Forgets everything that is queued.
    void reset();

  private:
    struct Speeds {
        SpeedSquared start, end;
        std::optional<SpeedSquared> cruise;  // empty: no faster than the move before
    };
    class Backward;

    std::size_t choose_speeds(Flush what);
    void plan_front(std::size_t count);
    std::vector<Move> take_front(std::size_t count);

    std::deque<Move> queue_;
    std::vector<Speeds> speeds_;
    Seconds until_flush_ = usual_flush_time;
    std::size_t least_size_ = 0;  // a lazy flush of fewer moves would cost more than it gives
};

}  // namespace escapement::motion
