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

bool LookAhead::add(const Move& move, SpeedSquared extra_limit) {
    ASSERT(!move.is_empty());
    forget_front();
    moves_.push_back(move);
    if (move.is_jerk_limited()) ++jerk_limited_;
    if (size() == 1) return false;
    Move& added = moves_.back();
    added.calc_junction(*std::prev(moves_.end(), 2), extra_limit);
    until_flush_ -= added.least_duration();
    return until_flush_ <= Seconds{} && size() >= least_size_;
}

std::span<const Move> LookAhead::flush(Flush what) {
    until_flush_ = flush_time_;
    const std::span queue(moves_.begin() + static_cast<std::ptrdiff_t>(begin_), size());
    const bool limits_jerk = jerk_limited_ > 0;
    const auto planned =
        queue.first(limits_jerk ? jerk_plan_.fix_profiles(queue, what) : fix_profiles(queue, what));
    begin_ += planned.size();
    if (limits_jerk)
        jerk_limited_ -= static_cast<std::size_t>(std::count_if(
            planned.begin(), planned.end(), [](const Move& m) { return m.is_jerk_limited(); }));
    least_size_ = size() + size() / new_share;
    return planned;
}

void LookAhead::reset() {
    begin_ = moves_.size();  // whoever looks at moves handed out may go on
    waiting_.clear();
    jerk_limited_ = 0;
    until_flush_ = flush_time_;
    least_size_ = 0;
}

void LookAhead::at_end_of_last(Callback callback) {
    ASSERT(!empty());
    moves_.back().await_end();
    waiting_.push_back(std::move(callback));
}

void LookAhead::notify_end(const Move& move, PrintTime end) {
    for (std::uint32_t i = 0; i < move.awaited() && !waiting_.empty(); ++i) {
        const Callback callback = std::move(waiting_.front());
        waiting_.pop_front();
        callback(end);
    }
}

// Moving what is left is cheap when it is at most as much as what has gone.
void LookAhead::forget_front() {
    if (begin_ < size()) return;
    moves_.erase(moves_.begin(), moves_.begin() + static_cast<std::ptrdiff_t>(begin_));
    begin_ = 0;
}

std::size_t LookAhead::fix_profiles(std::span<Move> queue, Flush what) {
    const std::size_t count = choose_speeds(queue, what);
    SpeedSquared previous_cruise;
    for (std::size_t i = 0; i < count; ++i) {
        const Speeds& speeds = speeds_[i];
        const SpeedSquared cruise = speeds.cruise.value_or(std::min(previous_cruise, speeds.start));
        queue[i].plan(std::min(speeds.start, cruise), cruise, std::min(speeds.end, cruise));
        previous_cruise = cruise;
    }
    return count;
}

std::size_t LookAhead::choose_speeds(std::span<const Move> queue, Flush what) {
    speeds_.resize(queue.size());
    std::size_t count = what == Flush::everything ? queue.size() : 0;
    Backward backward;
    for (std::size_t i = queue.size(); i-- > 0;) {
        speeds_[i] = backward.visit(queue[i]);
        if (count == 0 && backward.settled() > 0) count = i + backward.settled();
    }
    return count;
}

}  // namespace escapement::motion
