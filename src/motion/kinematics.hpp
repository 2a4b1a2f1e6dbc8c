// Kinematics: where each stepper stands when the nozzle is at a point, and back.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A machine is described by one pure function per stepper.  For machines whose steppers follow
// a fixed blend of x, y and z that function is a row of three numbers, and a stepper's
// position stays a polynomial in time wherever the nozzle's is.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <span>

#include "motion/position.hpp"

namespace escapement::motion {

template <class K>
concept Kinematics = requires(const K k, Point p, std::array<Length, K::steppers> s) {
    { K::steppers } -> std::convertible_to<std::size_t>;
    { k.stepper(std::size_t{}, p) } -> std::same_as<Length>;  // inverse, one stepper at a time
    { k.nozzle(s) } -> std::same_as<std::optional<Point>>;    // forward; empty when unreachable
};

// How much of x, y and z makes up the position of one stepper.
using Blend = std::array<double, 3>;

constexpr Length blended(const Blend& blend, Point p) {
    return blend[0] * p.x + blend[1] * p.y + blend[2] * p.z;
}

// Machines whose steppers each follow a fixed blend of x, y and z.
struct Linear {
    static constexpr std::size_t steppers = 3;
    std::array<Blend, steppers> blend;

    constexpr Length stepper(std::size_t i, Point p) const { return blended(blend[i], p); }
    // Empty when the three rows do not tell x, y and z apart.
    std::optional<Point> nozzle(const std::array<Length, steppers>& positions) const;
};

inline constexpr Linear cartesian{{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}};
inline constexpr Linear corexy{{{{1, 1, 0}, {1, -1, 0}, {0, 0, 1}}}};
inline constexpr Linear corexz{{{{1, 0, 1}, {0, 1, 0}, {1, 0, -1}}}};
// Also known as Markforged: the belt of x runs over the gantry that another motor carries.
inline constexpr Linear hybrid_corexy{{{{1, -1, 0}, {0, 1, 0}, {0, 0, 1}}}};
inline constexpr Linear hybrid_corexz{{{{1, 0, -1}, {0, 1, 0}, {0, 0, 1}}}};
// A second x carriage hangs on the other side of its belt.
inline constexpr Blend second_on_hybrid_corexy{1, 1, 0};
inline constexpr Blend second_on_hybrid_corexz{1, 0, 1};
// The filament of an extruder, whose segments carry its position as x.
inline constexpr Blend filament{1, 0, 0};

static_assert(Kinematics<Linear>);

// Where one of any number of steppers stands.
struct BlendReading {
    Blend blend{};
    Length position;
};

// The point that fits all readings best, in the sense of least squares.  An axis in which no
// stepper has a share stays as it is in `otherwise`.  Empty when the blends do not tell the
// other axes apart.
std::optional<Point> fit_point(std::span<const BlendReading> readings, Point otherwise);

}  // namespace escapement::motion
