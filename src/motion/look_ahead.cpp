// The walk back over the queue, and the walk forward that fixes the profiles.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/look_ahead.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/assert.hpp"

namespace escapement::motion {

namespace {

// A flush looks at the whole queue.  Waiting until a fair share of it is new keeps the work
// per move bounded, however long the queue gets.
constexpr std::size_t new_share = 16;

}  // namespace

// Sees the moves from the last to the first.
class LookAhead::Backward {
  public:
    Speeds visit(const Move& move) {
        const SpeedSquared reach = speed_ + move.gain();
        const SpeedSquared smooth_reach = smooth_ + move.smooth_gain();
        Speeds speeds{std::min(move.max_start(), reach), speed_, std::nullopt};
        const SpeedSquared smooth_start = std::min(move.max_smooth_start(), smooth_reach);
        found_peak_ = false;
        ++waiting_;
        if (smooth_start < smooth_reach) {
            note_peak(smooth_start, smooth_reach, move);
            speeds.cruise = std::min({(speeds.start + reach) * 0.5, move.max_cruise(), peak_});
            waiting_ = 0;
        }
        speed_ = speeds.start;
        smooth_ = smooth_start;
        return speeds;
    }

    // How many moves, the visited one included, end at the peak before an already known one;
    // zero when the visited move is no such foot.
    std::size_t settled() const { return found_peak_ ? settled_ : 0; }

  private:
    void note_peak(SpeedSquared smooth_start, SpeedSquared smooth_reach, const Move& move) {
        const bool can_also_slow_down = smooth_start + move.smooth_gain() > smooth_;
        if (!can_also_slow_down && waiting_ == 1) return;
        found_peak_ = peak_ > SpeedSquared{};
        settled_ = waiting_;
        peak_ = (smooth_start + smooth_reach) * 0.5;
    }

    SpeedSquared speed_, smooth_, peak_;
    std::size_t waiting_ = 0;
    std::size_t settled_ = 0;
    bool found_peak_ = false;
};

bool LookAhead::add(Move move, SpeedSquared extra_limit) {
    ASSERT(!move.is_empty());
    if (queue_.empty()) {
        queue_.push_back(std::move(move));
        return false;
    }
    move.calc_junction(queue_.back(), extra_limit);
    until_flush_ -= move.least_duration();
    queue_.push_back(std::move(move));
    return until_flush_ <= Seconds{} && queue_.size() >= least_size_;
}

std::vector<Move> LookAhead::flush(Flush what) {
    until_flush_ = usual_flush_time;
    const std::size_t count = choose_speeds(what);
    plan_front(count);
    std::vector<Move> planned = take_front(count);
    least_size_ = queue_.size() + queue_.size() / new_share;
    return planned;
}

void LookAhead::reset() {
    queue_.clear();
    until_flush_ = usual_flush_time;
    least_size_ = 0;
}

std::size_t LookAhead::choose_speeds(Flush what) {
    speeds_.resize(queue_.size());
    std::size_t count = what == Flush::everything ? queue_.size() : 0;
    Backward backward;
    for (std::size_t i = queue_.size(); i-- > 0;) {
        speeds_[i] = backward.visit(queue_[i]);
        if (count == 0 && backward.settled() > 0) count = i + backward.settled();
    }
    return count;
}

void LookAhead::plan_front(std::size_t count) {
    SpeedSquared previous_cruise;
    for (std::size_t i = 0; i < count; ++i) {
        const Speeds& speeds = speeds_[i];
        const SpeedSquared cruise = speeds.cruise.value_or(std::min(previous_cruise, speeds.start));
        queue_[i].plan(std::min(speeds.start, cruise), cruise, std::min(speeds.end, cruise));
        previous_cruise = cruise;
    }
}

std::vector<Move> LookAhead::take_front(std::size_t count) {
    const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<Move> taken(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
    queue_.erase(queue_.begin(), end);
    return taken;
}

}  // namespace escapement::motion
