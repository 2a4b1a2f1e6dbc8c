// Walks over the junctions, back and forward, smoothly and for real.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/jerk_plan.hpp"

#include <algorithm>

namespace escapement::motion {

namespace {

// What the minimum cruise ratio leaves for changes of speed.
Length smooth_distance(const Move& move) {
    return move.distance() * (move.smooth_gain() / move.gain());
}

bool is_smoothed(const Move& move) {
    return move.smooth_gain() < move.gain();
}

}  // namespace

std::size_t JerkPlan::fix_profiles(std::span<Move> queue, Flush what) {
    if (queue.empty()) return 0;
    read_bounds(queue);
    const std::size_t settled = plan_smoothly(queue);
    const auto moves = queue.first(what == Flush::everything ? queue.size() : settled);
    if (moves.empty()) return 0;
    find_caps(moves);
    plan_really(moves);
    return moves.size();
}

void JerkPlan::read_bounds(std::span<const Move> queue) {
    bound_.clear();
    for (const Move& move : queue) bound_.push_back(base::sqrt(move.max_start()));
    bound_.emplace_back();
}

// Returns how many moves end at the last junction that is final.
std::size_t JerkPlan::plan_smoothly(std::span<const Move> queue) {
    smooth_ = bound_;
    for (std::size_t i = queue.size(); i-- > 0;)
        smooth_[i] =
            std::min(bound_[i],
                     queue[i].ramp_limits().sure_reach(smooth_[i + 1], smooth_distance(queue[i])));
    std::size_t settled = 0;
    for (std::size_t i = 0; i + 1 < queue.size(); ++i) {
        const Length distance = smooth_distance(queue[i]);
        const Speed reach = queue[i].ramp_limits().sure_reach(smooth_[i], distance);
        smooth_[i + 1] = std::min(smooth_[i + 1], reach);
        if (smooth_[i + 1] == bound_[i + 1]) settled = i + 1;
    }
    return settled;
}

void JerkPlan::find_caps(std::span<const Move> moves) {
    cap_.assign(moves.size(), Speed{});
    std::size_t begin = 0;
    Speed cap{};
    for (std::size_t i = 0; i < moves.size(); ++i) {
        const Move& move = moves[i];
        const Speed most = base::sqrt(move.max_cruise());
        cap = std::max(
            cap,
            is_smoothed(move)
                ? move.ramp_limits().peak(smooth_[i], smooth_[i + 1], smooth_distance(move), most)
                : most);
        if (i + 1 < moves.size() && smooth_[i + 1] != bound_[i + 1]) continue;
        std::fill(cap_.begin() + static_cast<std::ptrdiff_t>(begin),
                  cap_.begin() + static_cast<std::ptrdiff_t>(i + 1),
                  cap);
        begin = i + 1;
        cap = Speed{};
    }
}

void JerkPlan::plan_really(std::span<Move> moves) {
    const std::size_t end = moves.size();
    speed_.assign(bound_.begin(), bound_.begin() + static_cast<std::ptrdiff_t>(end + 1));
    for (std::size_t i = end; i-- > 1;) {  // how fast the first move begins is settled
        const Speed reach = moves[i].ramp_limits().reach(speed_[i + 1], moves[i].distance());
        speed_[i] = std::min({speed_[i], cap_[i - 1], cap_[i], reach});
    }
    for (std::size_t i = 0; i < end; ++i) {
        Move& move = moves[i];
        const RampLimits limits = move.ramp_limits();
        speed_[i + 1] = std::min(speed_[i + 1], limits.reach(speed_[i], move.distance()));
        const Speed most = std::min(base::sqrt(move.max_cruise()), cap_[i]);
        move.plan_ramps(
            speed_[i], limits.peak(speed_[i], speed_[i + 1], move.distance(), most), speed_[i + 1]);
    }
}

}  // namespace escapement::motion
