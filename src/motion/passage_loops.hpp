// The loops in which most step times are found, several steps at a time.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compiled with their own options, see libraries.cmake: vectors of two numbers need nothing that
// is not in every x86-64, and the results are the same everywhere.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "motion/polynomial.hpp"

namespace escapement::motion {

// Evenly spaced positions on the way: origin + (first + i * way) * spacing for i = 0, 1, 2...
// Each comes from its own number, so that it does not matter where a list of them begins.
struct Grid {
    double origin;   // millimetres
    double spacing;  // millimetres, above zero
    double first;    // number of the first position
    double way;      // +1 for a rising position, -1 for a falling one

    double at(std::size_t i) const {
        return origin + (first + static_cast<double>(i) * way) * spacing;
    }
};

// One end of a span, seen as the start of a motion that only gets faster.
struct SlowEnd {
    double time;          // since the start of the piece
    double position;      // millimetres
    double away;          // +1 where positions ahead are greater, else -1
    double speed;         // towards the other end, never negative
    double acceleration;  // never negative
    double time_sign;     // +1 at the beginning of the span, -1 at its end
};

// Where times may lie.
struct TimeRange {
    double least, most;
};

// Times, since the start of the piece, at which a motion of constant acceleration passes the grid.
void accelerated_passages(const SlowEnd& end,
                          const Grid& grid,
                          const TimeRange& range,
                          std::span<double> times);

// Times that a polynomial in the position gives: c[0] + c[1] s + c[2] s^2 + c[3] s^3 for the
// distance s from `position`, which grows in the grid's way.
struct InverseCubic {
    double position;
    std::array<double, 4> c;
};
void inverse_passages(const InverseCubic& inverse,
                      const Grid& grid,
                      const TimeRange& range,
                      std::span<double> times);

// One of Newton's steps for each time; returns the greatest change.
double newton_step(const Polynomial& polynomial,
                   const Grid& grid,
                   const TimeRange& range,
                   std::span<double> times);

}  // namespace escapement::motion
