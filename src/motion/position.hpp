// Where everything stands that a move can move: x, y, z and the extra axes behind them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

#include "base/quantity.hpp"

namespace escapement::motion {

using base::Accel;
using base::Jerk;
using base::Length;
using base::PrintTime;
using base::Seconds;
using base::Speed;

// Junctions are reasoned about in squares of speeds: they change linearly with distance.
using SpeedSquared = base::Quantity<2, -2>;
using Area = base::Quantity<2, 0>;

struct Point {
    Length x, y, z;

    constexpr bool operator==(const Point&) const = default;
};

inline constexpr std::size_t cartesian_axes = 3;
inline constexpr std::size_t max_axes = 8;
inline constexpr std::size_t extruder_axis = 3;

// Axes 0 to 2 are x, y and z; axis 3 is the extruder; the rest are further extra axes.
// Axes that a machine does not have stay at zero.
using Position = std::array<Length, max_axes>;

}  // namespace escapement::motion
