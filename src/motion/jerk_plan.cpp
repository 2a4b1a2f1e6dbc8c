// Walks over the junctions, and cuts curves where they are too fast.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/jerk_plan.hpp"

#include <algorithm>
#include <limits>

namespace escapement::motion {

namespace {

constexpr double not_too_fast = 1.0 + 1e-12;  // rounding apart
// Curves are cut where they are worst so many times, then wherever they are too fast.
constexpr int careful_rounds = 6;

// What the minimum cruise ratio leaves for changes of speed.
Length smooth_distance(const Move& move) {
    return move.distance() * (move.smooth_gain() / move.gain());
}

Speed most_of(const Move& move) {
    return base::sqrt(move.max_cruise());
}

// How fast a window's curves may get so that enough of it is left for cruising.
Speed smooth_cap(std::span<const Move> moves, SpeedEnds ends) {
    RampLimits strongest{.jerk = {}};
    Length distance;
    Speed most;
    bool is_smoothed = false;
    for (const Move& move : moves) {
        is_smoothed = is_smoothed || move.smooth_gain() < move.gain();
        strongest.accel = std::max(strongest.accel, move.accel());
        strongest.jerk = std::max(strongest.jerk, move.ramp_limits().jerk);
        distance += smooth_distance(move);
        most = std::max(most, most_of(move));
    }
    return is_smoothed ? strongest.peak(ends.start, ends.end, distance, most) : most;
}

// Calls with each move of a curve and the places where it begins and ends on the curve.
template <class Moves, class Take>
void each_part(const Moves& moves, const SpeedCurve& curve, Take take) {
    CurveWalk walk(curve);
    CurvePlace from{.speed = curve.start};
    for (auto& move : moves) {
        const bool is_last = &move == &moves.back();
        const CurvePlace to =
            is_last ? CurvePlace{curve.duration(), curve.end} : walk.advance(move.distance());
        take(move, from, to);
        from = to;
    }
}

// Finds where a curve is too fast.
class Excess {
  public:
    Excess(std::span<const Move> moves, std::span<const Speed> bounds, const SpeedCurve& curve)
        : moves_(moves), bounds_(bounds), curve_(curve) {}

    // Calls with each junction at which it might be cut, and by which factor it is too fast.
    template <class Take>
    void each(Take take) const {
        const Seconds risen = curve_.rising(), level = risen + curve_.cruising;
        std::size_t i = 0;
        each_part(moves_, curve_, [&](const Move& move, CurvePlace from, CurvePlace to) {
            const bool has_peak = from.time <= level && to.time >= risen;
            const double over = has_peak ? curve_.peak / most_of(move) : 0.0;
            if (i > 0) consider(i, std::max(over, from.speed / bounds_[i]), take);
            if (i + 1 < moves_.size()) consider(i + 1, over, take);
            ++i;
        });
    }

  private:
    template <class Take>
    static void consider(std::size_t junction, double factor, Take take) {
        if (factor > not_too_fast) take(junction, factor);
    }

    std::span<const Move> moves_;
    std::span<const Speed> bounds_;
    const SpeedCurve& curve_;
};

}  // namespace

std::size_t JerkPlan::fix_profiles(std::span<Move> queue, Flush what) {
    if (queue.empty()) return 0;
    read_bounds(queue);
    const std::size_t settled = plan_smoothly(queue);
    const std::size_t count = what == Flush::everything ? queue.size() : settled;
    std::size_t begin = 0;
    for (std::size_t end = 1; end <= count; ++end) {
        if (smooth_[end] != bound_[end]) continue;
        plan({.moves = queue.subspan(begin, end - begin),
              .bounds = std::span(bound_).subspan(begin, end - begin + 1),
              .ends = {bound_[begin], bound_[end]}});
        begin = end;
    }
    return count;
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

void JerkPlan::plan(const Window& window) {
    const Speed cap = smooth_cap(window.moves, window.ends);
    find_rests(window);
    for (int round = 0;; ++round) {
        lay_curves(window, cap);
        if (!cut_curves(window, round >= careful_rounds)) break;
    }
    for (const Stretch& stretch : stretches_)
        each_part(window.moves.subspan(stretch.begin, stretch.end - stretch.begin),
                  stretch.curve,
                  [&](Move& move, CurvePlace from, CurvePlace to) {
                      move.plan_ramps(stretch.curve, from, to);
                  });
}

void JerkPlan::find_rests(const Window& window) {
    rests_.assign(1, 0);
    for (std::size_t i = 1; i < window.moves.size(); ++i)
        if (!window.moves[i].continues(window.moves[i - 1])) rests_.push_back(i);
    rests_.push_back(window.moves.size());
}

void JerkPlan::lay_curves(const Window& window, Speed cap) {
    stretches_.clear();
    for (std::size_t rest = 0; rest + 1 < rests_.size(); ++rest) {
        Stretch stretch{.begin = rests_[rest],
                        .end = rests_[rest + 1],
                        .limits = window.moves[rests_[rest]].ramp_limits()};
        for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
            stretch.distance += window.moves[i].distance();
            stretch.most = std::max(stretch.most, most_of(window.moves[i]));
        }
        stretch.most = std::min(stretch.most, cap);
        stretches_.push_back(stretch);
    }
    choose_speeds(window, cap);
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
        Stretch& stretch = stretches_[i];
        stretch.curve = fastest_curve(
            stretch.limits, {speed_[i], speed_[i + 1]}, stretch.distance, stretch.most);
    }
}

void JerkPlan::choose_speeds(const Window& window, Speed cap) {
    const std::size_t last = stretches_.size();
    speed_.assign(1, window.ends.start);
    for (std::size_t i = 1; i < last; ++i)
        speed_.push_back(std::min(window.bounds[rests_[i]], cap));
    speed_.push_back(window.ends.end);
    const auto keep_in_reach = [&](std::size_t i, std::size_t neighbour, const Stretch& between) {
        speed_[i] = std::min(speed_[i], between.limits.reach(speed_[neighbour], between.distance));
    };
    for (std::size_t i = last; i-- > 1;) keep_in_reach(i, i + 1, stretches_[i]);
    for (std::size_t i = 1; i < last; ++i) keep_in_reach(i, i - 1, stretches_[i - 1]);
}

// Returns false if there is nothing to cut.
bool JerkPlan::cut_curves(const Window& window, bool everywhere) {
    cuts_.clear();
    for (const Stretch& stretch : stretches_) {
        if (stretch.end - stretch.begin == 1) continue;
        const std::size_t count = stretch.end - stretch.begin;
        const Excess excess(window.moves.subspan(stretch.begin, count),
                            window.bounds.subspan(stretch.begin, count + 1),
                            stretch.curve);
        double worst = 0.0;
        excess.each([&](std::size_t, double factor) { worst = std::max(worst, factor); });
        excess.each([&](std::size_t junction, double factor) {
            if (everywhere || factor == worst) cuts_.push_back(stretch.begin + junction);
        });
    }
    if (cuts_.empty()) return false;
    rests_.insert(rests_.end(), cuts_.begin(), cuts_.end());
    std::sort(rests_.begin(), rests_.end());
    rests_.erase(std::unique(rests_.begin(), rests_.end()), rests_.end());
    return true;
}

}  // namespace escapement::motion
