// The loops in which most step times are found, several steps at a time.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compiled with their own options, see libraries.cmake.  Where the processor has wide registers
// they are used; the results are the same everywhere.
#pragma once

#include <cstddef>
#include <span>

#include "motion/polynomial.hpp"

namespace escapement::motion {

// Times are found in blocks of so many: what is behind the times asked for may be overwritten up to
// the end of a block, and there must be room for that.
inline constexpr std::size_t passage_block = 4;

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

// Where times may lie.
struct TimeRange {
    double least, most;
};

// A time of constant acceleration in which the stepper does not turn back: it is at
// c0 + c1 t + c2 t^2 for t within the range, counted from `start`.
struct QuadraticSpan {
    double start;
    TimeRange range;
    double c0, c1, c2;

    double position_at(double t) const { return c0 + t * (c1 + t * c2); }
    double slope_at(double t) const { return c1 + 2.0 * c2 * t; }
};

// Times at which the span passes the grid, counted from where `start` is counted from.
void quadratic_passages(const QuadraticSpan& span, const Grid& grid, std::span<double> times);

// The same for a path of higher degree that the quadratic is near to: so many of Newton's steps
// correct each time.
struct CorrectedSpan {
    QuadraticSpan guess;
    Polynomial position;
    int corrections;

    double position_at(double t) const { return position.at(t); }
    double slope_at(double t) const { return position.slope_at(t); }
};
void corrected_passages(const CorrectedSpan& span, const Grid& grid, std::span<double> times);

// One of Newton's steps for each time; returns the greatest change.
double newton_step(const Polynomial& polynomial,
                   const Grid& grid,
                   const TimeRange& range,
                   std::span<double> times);

namespace detail {

// The loops above, for every machine and for the one this runs on; equal to the last bit.
struct PassageLoops {
    void (*quadratic)(const QuadraticSpan&, const Grid&, std::span<double>);
    void (*corrected)(const CorrectedSpan&, const Grid&, std::span<double>);
    double (*newton)(const Polynomial&, const Grid&, const TimeRange&, std::span<double>);
};
extern const PassageLoops loops_anywhere;
const PassageLoops& best_loops();

}  // namespace detail

}  // namespace escapement::motion
