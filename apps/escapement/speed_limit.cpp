// Trying out what would help a move.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. From its speeds at both ends, its top speed, its acceleration and its jerk follows how long a
//    move takes; where jerk is limited, the curve that it is a part of.  Each limit that binds is
//    doubled by itself (squares of speeds are quadrupled; of a kind that binds at both ends, both),
//    and the time is computed anew.
// 2. Which limit stands behind a top speed or an acceleration is found by asking machine and
//    extruder about a move of the same shape that wants to go very fast.
#include "escapement/speed_limit.hpp"

#include <algorithm>
#include <cmath>

#include "printer/errors.hpp"

namespace escapement::app {
namespace {

using motion::Move;

constexpr double enough = 0.999;  // of a limit: it binds
constexpr double beyond_all = 1e9;

bool binds(double value, double limit) {
    return value >= enough * limit;
}

bool is_about(double a, double b) {
    return std::abs(a - b) <= 1e-6 * std::min(std::abs(a), std::abs(b));
}

// Squares of speeds; how long a move takes that speeds up and slows down as hard as it may.
struct Shape {
    double distance, start, end, top, accel;
    base::Jerk jerk = motion::unlimited_jerk;

    double time() const {
        return jerk == motion::unlimited_jerk ? time_of_move() : time_of_curve();
    }

  private:
    double time_of_curve() const {
        const motion::RampLimits limits{{accel}, jerk};
        const base::Length way{distance};
        base::Speed first{std::sqrt(start)}, last{std::sqrt(end)};
        first = std::min(first, limits.reach(last, way));
        last = std::min(last, limits.reach(first, way));
        const base::Speed most{std::sqrt(std::max({top, start, end}))};
        return motion::fastest_curve(limits, {first, last}, way, most).duration().count();
    }
    double time_of_move() const {
        const double reach = 2.0 * accel * distance;
        const double first = std::min({start, end + reach, top});
        const double last = std::min({end, start + reach, top});
        const double peak = std::max({std::min(top, 0.5 * (first + last + reach)), first, last});
        const double v0 = std::sqrt(first), v1 = std::sqrt(last), v = std::sqrt(peak);
        const double changing = (2.0 * peak - first - last) / (2.0 * accel);
        return (2.0 * v - v0 - v1) / accel + std::max(distance - changing, 0.0) / v;
    }
};

Shape shape_of(const Move& move) {
    const auto& profile = move.profile();
    const auto square = [](base::Speed speed) { return speed.value * speed.value; };
    if (move.is_jerk_limited()) {
        const motion::SpeedCurve& curve = move.curve();
        return {.distance = curve.distance().value,
                .start = square(curve.start),
                .end = square(curve.end),
                .top = move.max_cruise().value,
                .accel = move.accel().value,
                .jerk = curve.limits.jerk};
    }
    return {.distance = move.distance().value,
            .start = square(profile.start),
            .end = square(profile.end),
            .top = move.max_cruise().value,
            .accel = move.accel().value};
}

// What machine and extruder would make of a move of this shape that wants everything.
struct Bounds {
    double speed_squared, accel;
};

template <class Check>
Bounds bounds_from(const Move& move, Check check) {
    const motion::MoveLimits limits{.max_velocity = {beyond_all}, .max_accel = {beyond_all}};
    Move fast(move.start(), move.end(), {beyond_all}, limits);
    try {
        check(fast);
    } catch (const printer::CommandError&) {
        // What was accepted then might be refused now; it tells nothing.
    }
    return {fast.max_cruise().value, fast.accel().value};
}

Bounds machine_bounds(const Move& move, printer::Toolhead& toolhead) {
    return bounds_from(move, [&](Move& fast) {
        if (fast.is_kinematic()) toolhead.kinematics().check_move(fast);
    });
}

Bounds extruder_bounds(const Move& move, printer::Toolhead& toolhead) {
    return bounds_from(move, [&](Move& fast) {
        if (fast.displacement(motion::extruder_axis) != base::Length{})
            toolhead.extruder().check_move(fast, motion::extruder_axis);
    });
}

SpeedLimit behind_top_speed(const MoveInContext& context, printer::Toolhead& toolhead) {
    const double top = context.move.max_cruise().value;
    if (binds(top, context.requested.value * context.requested.value)) return SpeedLimit::asked;
    if (is_about(top, machine_bounds(context.move, toolhead).speed_squared))
        return SpeedLimit::kinematics;
    if (is_about(top, extruder_bounds(context.move, toolhead).speed_squared))
        return SpeedLimit::extruder;
    return SpeedLimit::max_velocity;
}

SpeedLimit behind_acceleration(const Move& move, printer::Toolhead& toolhead) {
    const double accel = move.accel().value;
    if (is_about(accel, toolhead.limits().max_accel.value)) return SpeedLimit::acceleration;
    if (is_about(accel, machine_bounds(move, toolhead).accel)) return SpeedLimit::kinematics;
    if (is_about(accel, extruder_bounds(move, toolhead).accel)) return SpeedLimit::extruder;
    return SpeedLimit::acceleration;
}

// What bounds the speed between two moves; nothing where that is not the junction itself.
std::optional<SpeedLimit> behind_junction(const Move* before,
                                          const Move* behind,
                                          printer::Toolhead& toolhead) {
    if (!before || !behind || behind->max_start().value == 0.0) return SpeedLimit::stop;
    const double bound = behind->max_start().value;
    const bool is_elsewhere = is_about(bound, behind->max_cruise().value) ||
                              is_about(bound, before->max_cruise().value) ||
                              is_about(bound, (before->max_start() + before->gain()).value);
    if (is_elsewhere) return std::nullopt;
    const auto filament =
        toolhead.extruder().junction_limit(*before, *behind, motion::extruder_axis);
    return is_about(bound, filament.value) ? SpeedLimit::extruder : SpeedLimit::corner;
}

// Keeps the limit that saves most.
class Contest {
  public:
    explicit Contest(double time) : time_(time) {}
    void enter(SpeedLimit limit, double time_without) {
        const double saved = time_ - time_without;
        if (saved <= most_) return;
        most_ = saved;
        winner_ = limit;
    }
    SpeedLimit winner() const { return winner_; }

  private:
    double time_;
    double most_ = 1e-9;  // seconds; less is rounding
    SpeedLimit winner_ = SpeedLimit::asked;
};

// A junction at rest opens up a little; others double their speed.
double opened(double square) {
    return square == 0.0 ? 1.0 : 4.0 * square;
}

}  // namespace

const char* name_of(SpeedLimit limit) {
    constexpr const char* names[speed_limits] = {"asked for",
                                                 "max_velocity",
                                                 "acceleration",
                                                 "corner",
                                                 "extruder",
                                                 "kinematics",
                                                 "stop",
                                                 "jerk"};
    return names[static_cast<std::size_t>(limit)];
}

SpeedLimit limit_of(const MoveInContext& context, printer::Toolhead& toolhead) {
    const Move& move = context.move;
    const Shape shape = shape_of(move);
    Contest contest(shape.time());
    const double cruise = move.profile().cruise.value * move.profile().cruise.value;
    if (binds(cruise, shape.top)) {
        Shape faster = shape;
        faster.top *= 4.0;
        contest.enter(behind_top_speed(context, toolhead), faster.time());
    }
    Shape stronger = shape;
    stronger.accel *= 2.0;
    contest.enter(behind_acceleration(move, toolhead), stronger.time());
    if (move.is_jerk_limited()) {
        Shape brisker = shape;
        brisker.jerk = 2.0 * shape.jerk;
        contest.enter(SpeedLimit::jerk, brisker.time());
    }
    const double start_bound = context.previous ? move.max_start().value : 0.0;
    const double end_bound = context.next ? context.next->max_start().value : 0.0;
    std::optional<SpeedLimit> at_start, at_end;
    if (binds(shape.start, start_bound))
        at_start = behind_junction(context.previous, &move, toolhead);
    if (binds(shape.end, end_bound)) at_end = behind_junction(&move, context.next, toolhead);
    for (const SpeedLimit limit : {SpeedLimit::stop, SpeedLimit::corner, SpeedLimit::extruder}) {
        Shape open = shape;
        if (at_start == limit) open.start = opened(shape.start);
        if (at_end == limit) open.end = opened(shape.end);
        if (at_start == limit || at_end == limit) contest.enter(limit, open.time());
    }
    return contest.winner();
}

}  // namespace escapement::app
