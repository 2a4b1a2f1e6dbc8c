// A change of speed within an acceleration and a jerk that must not be exceeded.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Acceleration rises at full jerk up to its limit, holds and falls back to zero; where the
// change
//    is smaller than the knee, accel^2 / jerk, it falls as soon as half of the change is made.
//    Speed over time is symmetric about its middle, so that the distance is the mean of
//    both speeds times the duration.
// 2. How far a speed can be changed within a distance is the root of a quadratic where full
//    acceleration is reached, else of the cubic y^3 + 2 v y = distance sqrt(jerk), with y^2 the
//    change.  Newton's steps come down to it from above, as it is convex.
// 3. That reach does not always grow with the speed to start from: who starts from rest gets as
//    far with a gentle beginning as who starts slowly, by up to 5.5 %.  Its minimum lies
//    where the change is twice the speed or, with full acceleration, where the speed is half the
//    knee.
#pragma once

#include <array>
#include <limits>

#include "motion/position.hpp"

namespace escapement::motion {

inline constexpr Jerk unlimited_jerk{std::numeric_limits<double>::infinity()};

// A time in which jerk does not change.
struct RampPhase {
    Seconds duration{};
    Accel accel;  // when it begins
    Jerk jerk;
};

// Both limits are above zero; jerk may be unlimited.  All speeds are zero or above.
struct RampLimits {
    Accel accel;
    Jerk jerk = unlimited_jerk;

    Seconds duration(Speed from, Speed to) const;
    Length distance(Speed from, Speed to) const;
    // The phases, of which each may be without duration.
    std::array<RampPhase, 3> phases(Speed from, Speed to) const;

    // The greatest speed that can be reached from `speed`, or from which `speed` can be reached.
    Speed reach(Speed speed, Length distance) const;
    // The least reach of any speed from `speed` up: never falls when `speed` grows.
    Speed sure_reach(Speed speed, Length distance) const;
    // How fast one can be in between, when the distance has to do for both changes.  No more
    // than `most`, no less than start and end.
    Speed peak(Speed start, Speed end, Length distance, Speed most) const;
};

}  // namespace escapement::motion
