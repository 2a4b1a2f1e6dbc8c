// One straight move: what was asked for, how fast it may go, and how fast it will go.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. A move knows its distance and direction, and the speed and acceleration it must not
//    exceed.  A machine may lower both with limit_speed().
// 2. calc_junction() bounds the speed at which a move may begin, given the one before it.
// 3. LookAhead chooses the speeds at start, cruise and end; plan() turns them into durations, or
//    plan_ramps() where jerk is limited.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "motion/position.hpp"
#include "motion/speed_curve.hpp"

namespace escapement::motion {

// The machine's limits while a move is made; the move copies what it needs.
struct MoveLimits {
    Speed max_velocity;
    Accel max_accel;
    // The share of a move that should be spent at cruise speed, 0 (none) to below 1.
    double minimum_cruise_ratio = 0.5;
    // The speed at which the head may take a corner of 90 degrees.
    Speed square_corner_velocity{5.0};
    // How fast acceleration may change; unlimited, it changes at once.
    Jerk max_jerk = unlimited_jerk;
};

// The acceleration that matters when many short moves are to be smoothed into one.
Accel smoothing_accel(const MoveLimits& limits);
// How far the rounded path of a junction may stay away from the corner.
Length junction_deviation(const MoveLimits& limits);

inline constexpr SpeedSquared unlimited_speed_squared{std::numeric_limits<double>::infinity()};

// A speed that rises, holds and falls again: the plan of one move.  Where jerk is limited, a ramp
// may span several moves; then this is the share of the move, and it may have but one of the three.
struct Profile {
    Speed start, cruise, end;
    Seconds accelerating{}, cruising{}, decelerating{};

    Seconds duration() const { return accelerating + cruising + decelerating; }
};

// Small and plain, so that queues of them are quickly filled, moved and forgotten.
class Move {
  public:
    // From start to end.  A move of the extra axes alone (no displacement of x, y and z) is
    // not kinematic: its distance is the largest displacement, and max_velocity and max_accel
    // do not bind it.  `requested` must be above zero.
    Move(const Position& start, const Position& end, Speed requested, const MoveLimits& limits);

    const Position& start() const { return start_; }
    const Position& end() const { return end_; }
    Length displacement(std::size_t axis) const { return end_[axis] - start_[axis]; }
    // Displacement of an axis for each unit of distance.
    double ratio(std::size_t axis) const { return displacement(axis).value * per_distance_; }
    Length distance() const { return distance_; }
    bool is_kinematic() const { return kinematic_; }
    bool is_empty() const { return distance_ == Length{}; }
    Accel accel() const { return accel_; }
    // Acceleration takes time to build up.
    bool is_jerk_limited() const { return jerk_ != unlimited_jerk; }
    RampLimits ramp_limits() const { return {accel_, jerk_}; }
    // The shortest time the move can take, were it not for acceleration.
    Seconds least_duration() const { return least_duration_; }

    // Lowers the speed and acceleration of this move; both must be above zero.
    void limit_speed(Speed speed, Accel accel);
    // Lowers the speed at which the move after this one may begin.
    void limit_next_junction_speed(Speed speed);
    // Whether acceleration may stay what it is where this move follows the other: both have the
    // same limits, and the corner is flat.  Where not, it rests there.
    bool continues(const Move& previous) const;
    // Bounds the speed at which this move begins.  `extra_limit` is what the extra axes bear.
    void calc_junction(const Move& previous, SpeedSquared extra_limit = unlimited_speed_squared);

    // Squares of the greatest speeds at the start and during the move, and how much of the
    // squared speed can be gained or lost over its distance; `smooth` as the minimum cruise
    // ratio has it.
    SpeedSquared max_start() const { return max_start_; }
    SpeedSquared max_cruise() const { return max_cruise_; }
    SpeedSquared gain() const { return gain_; }
    SpeedSquared max_smooth_start() const { return max_smooth_start_; }
    SpeedSquared smooth_gain() const { return smooth_gain_; }

    // Fixes the profile.  Start and end must not exceed the cruise speed, which must be above
    // zero; the distance must suffice for both changes of speed.
    void plan(SpeedSquared start, SpeedSquared cruise, SpeedSquared end);
    // The same for moves in a queue in which jerk is limited: this move is a curve's part between
    // two places.
    void plan_ramps(const SpeedCurve& curve, CurvePlace from, CurvePlace to);
    const Profile& profile() const { return profile_; }
    // What plan_ramps() was given, the second being when the move begins on the curve.
    const SpeedCurve& curve() const { return curve_; }
    Seconds curve_begin() const { return curve_begin_; }

    // How many wait to be told when it ends; see LookAhead::at_end_of_last().
    std::uint32_t awaited() const { return awaited_; }
    void await_end() { ++awaited_; }

  private:
    void measure();
    void measure_extra_axes();
    double cos_turn(const Move& previous) const;
    SpeedSquared corner_limit(const Move& previous) const;

    Position start_, end_;
    Length distance_;
    double per_distance_ = 0.0;
    Accel accel_;
    Jerk jerk_;
    Length junction_deviation_;
    Seconds least_duration_{};
    SpeedSquared max_start_, max_cruise_, gain_, next_junction_ = unlimited_speed_squared;
    SpeedSquared max_smooth_start_, smooth_gain_;
    Profile profile_;
    SpeedCurve curve_;
    Seconds curve_begin_{};
    std::uint32_t awaited_ = 0;
    bool kinematic_ = true;
};
static_assert(std::is_trivially_copyable_v<Move>);

}  // namespace escapement::motion
