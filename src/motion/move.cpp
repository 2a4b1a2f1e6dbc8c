// One straight move: geometry, junction speed and the durations of its profile.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/move.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/assert.hpp"

namespace escapement::motion {

namespace {

// Shorter displacements of x, y and z together are rounding, not motion.
constexpr Length least_distance{1e-9};
// What bounds a move of the extra axes alone until an extruder says otherwise.
constexpr Accel no_accel_limit{99999999.9};

Area squared(Length d) {
    return d * d;
}

SpeedSquared square(Speed v) {
    return v * v;
}

// How long a change between two speeds takes, and zero for no distance.
Seconds time_over(Length distance, Speed from, Speed to) {
    if (distance <= Length{}) return Seconds{};
    return distance / ((from + to) * 0.5);
}

}  // namespace

Accel smoothing_accel(const MoveLimits& limits) {
    return limits.max_accel * (1.0 - limits.minimum_cruise_ratio);
}

// A circle that touches both legs of a square corner and is passed at the square corner
// velocity with full centripetal acceleration misses the corner by this much.
Length junction_deviation(const MoveLimits& limits) {
    return square(limits.square_corner_velocity) * (std::numbers::sqrt2 - 1.0) / limits.max_accel;
}

Move::Move(const Position& start, const Position& end, Speed requested, const MoveLimits& limits)
    : start_(start),
      end_(end),
      accel_(limits.max_accel),
      jerk_(limits.max_jerk),
      junction_deviation_(junction_deviation(limits)) {
    ASSERT(requested > Speed{});
    measure();
    const Speed speed = kinematic_ ? std::min(requested, limits.max_velocity) : requested;
    if (!kinematic_) {
        accel_ = no_accel_limit;
        jerk_ = unlimited_jerk;
    }
    least_duration_ = distance_ / speed;
    max_cruise_ = square(speed);
    gain_ = 2.0 * distance_ * accel_;
    smooth_gain_ = 2.0 * distance_ * smoothing_accel(limits);
}

void Move::measure() {
    distance_ =
        base::sqrt(squared(displacement(0)) + squared(displacement(1)) + squared(displacement(2)));
    kinematic_ = distance_ >= least_distance;
    if (!kinematic_) measure_extra_axes();
    if (!is_empty()) per_distance_ = 1.0 / distance_.value;
}

void Move::measure_extra_axes() {
    distance_ = Length{};
    std::copy_n(start_.begin(), cartesian_axes, end_.begin());
    for (std::size_t axis = cartesian_axes; axis < max_axes; ++axis)
        distance_ = std::max(distance_, Length{std::abs(displacement(axis).value)});
}

void Move::limit_speed(Speed speed, Accel accel) {
    ASSERT(speed > Speed{} && accel > Accel{});
    if (square(speed) < max_cruise_) {
        max_cruise_ = square(speed);
        least_duration_ = distance_ / speed;
    }
    accel_ = std::min(accel_, accel);
    gain_ = 2.0 * distance_ * accel_;
    smooth_gain_ = std::min(smooth_gain_, gain_);
}

void Move::limit_next_junction_speed(Speed speed) {
    next_junction_ = std::min(next_junction_, square(speed));
}

void Move::calc_junction(const Move& previous, SpeedSquared extra_limit) {
    if (!kinematic_ || !previous.kinematic_) return;  // such moves begin and end at rest
    max_start_ = std::min({max_cruise_,
                           previous.max_cruise_,
                           previous.next_junction_,
                           previous.max_start_ + previous.gain_,
                           extra_limit,
                           corner_limit(previous)});
    max_smooth_start_ = std::min(max_start_, previous.max_smooth_start_ + previous.smooth_gain_);
}

// Acceleration that turns by less than about 20 degrees changes by less than a third.
bool Move::continues(const Move& previous) const {
    constexpr double flat = 0.94;
    return kinematic_ && previous.kinematic_ && accel_ == previous.accel_ &&
           jerk_ == previous.jerk_ && cos_turn(previous) >= flat;
}

double Move::cos_turn(const Move& previous) const {
    return ratio(0) * previous.ratio(0) + ratio(1) * previous.ratio(1) +
           ratio(2) * previous.ratio(2);
}

// The corner is taken as if along a circle that touches both moves.  Two things bound its
// radius, and so the speed: it passes the corner within the junction deviation, and it
// touches each move no further from the corner than the middle of that move.
SpeedSquared Move::corner_limit(const Move& previous) const {
    const double cosine = cos_turn(previous);
    // Half of the angle between the legs: a right angle on a straight line.
    const double sin_half = std::sqrt(std::max(0.5 * (1.0 + cosine), 0.0));
    const double cos_half = std::sqrt(std::max(0.5 * (1.0 - cosine), 0.0));
    if (sin_half >= 1.0 || cos_half <= 0.0) return unlimited_speed_squared;
    const double radius_per_deviation = sin_half / (1.0 - sin_half);
    const double quarter_tangent = 0.25 * sin_half / cos_half;
    return std::min({radius_per_deviation * junction_deviation_ * accel_,
                     radius_per_deviation * previous.junction_deviation_ * previous.accel_,
                     gain_ * quarter_tangent,
                     previous.gain_ * quarter_tangent});
}

void Move::plan(SpeedSquared start, SpeedSquared cruise, SpeedSquared end) {
    ASSERT(cruise > SpeedSquared{} && start <= cruise && end <= cruise);
    const Length speeding_up = (cruise - start) / (2.0 * accel_);
    const Length slowing_down = (cruise - end) / (2.0 * accel_);
    profile_.start = base::sqrt(start);
    profile_.cruise = base::sqrt(cruise);
    profile_.end = base::sqrt(end);
    profile_.accelerating = time_over(speeding_up, profile_.start, profile_.cruise);
    profile_.cruising =
        time_over(distance_ - speeding_up - slowing_down, profile_.cruise, profile_.cruise);
    profile_.decelerating = time_over(slowing_down, profile_.end, profile_.cruise);
}

void Move::plan_ramps(const SpeedCurve& curve, CurvePlace from, CurvePlace to) {
    const Seconds risen = curve.rising(), level = risen + curve.cruising;
    const auto share = [&](Seconds begin, Seconds end) {
        return std::clamp(to.time, begin, end) - std::clamp(from.time, begin, end);
    };
    const bool has_peak = from.time <= level && to.time >= risen;
    profile_ = {.start = from.speed,
                .cruise = has_peak ? curve.peak : std::max(from.speed, to.speed),
                .end = to.speed,
                .accelerating = share(Seconds{}, risen),
                .cruising = share(risen, level),
                .decelerating = share(level, std::max(level, to.time))};
    curve_ = curve;
    curve_begin_ = from.time;
}

}  // namespace escapement::motion
