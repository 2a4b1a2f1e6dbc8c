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
//
// Where jerk is limited, JerkPlan does this instead; a queue holds moves of one kind only, beside
// those of filament alone.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "motion/jerk_plan.hpp"
#include "motion/move.hpp"

namespace escapement::motion {

// Belongs to one thread.
class LookAhead {
  public:
    // How much motion is worth collecting between two lazy flushes.
    static constexpr Seconds usual_flush_time{0.150};

    // A longer time costs less per move: each flush looks once more at what is not settled yet.
    explicit LookAhead(Seconds flush_time = usual_flush_time) : flush_time_(flush_time) {}

    // Appends a planned-for move and says whether enough is queued that a lazy flush is worth
    // its time.  `extra_limit` bounds the junction with last(), for the extra axes' sake.
    // The move must not be empty.
    bool add(const Move& move, SpeedSquared extra_limit = unlimited_speed_squared);
    // Removes moves from the front, each with its profile set.  They stay where they are until the
    // next call of add() or flush().
    std::span<const Move> flush(Flush what);
    // How much motion to collect before the next lazy flush; flush() sets it back to usual.
    void set_flush_time(Seconds time) { until_flush_ = time; }
    // The move added last, or nullptr when none is queued.
    Move* last() { return empty() ? nullptr : &moves_.back(); }
    bool empty() const { return begin_ == moves_.size(); }
    std::size_t size() const { return moves_.size() - begin_; }

    // Calls back with the time at which the last move ends, once that is known.  There must be one.
    using Callback = std::function<void(PrintTime)>;
    void at_end_of_last(Callback callback);
    // Tells those who wait for the end of this move.  Its owner calls this for every move that is
    // awaited, in the order in which flush() removed them.
    void notify_end(const Move& move, PrintTime end);

    // Forgets everything that is queued.
    void reset();

  private:
    struct Speeds {
        SpeedSquared start, end;
        std::optional<SpeedSquared> cruise;  // empty: no faster than the move before
    };
    class Backward;

    std::size_t fix_profiles(std::span<Move> queue, Flush what);
    std::size_t choose_speeds(std::span<const Move> queue, Flush what);
    void forget_front();

    std::vector<Move> moves_;  // those before begin_ have been handed out
    std::size_t begin_ = 0;
    std::vector<Speeds> speeds_;
    JerkPlan jerk_plan_;
    std::size_t jerk_limited_ = 0;  // of the moves that are queued
    std::deque<Callback> waiting_;  // for the ends of moves, in their order
    Seconds flush_time_;
    Seconds until_flush_ = flush_time_;
    std::size_t least_size_ = 0;  // a lazy flush of fewer moves would cost more than it gives
};

}  // namespace escapement::motion
