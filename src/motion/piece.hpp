// A stretch of one stepper's motion that is a polynomial in time, and when it passes a position.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

#include "motion/kinematics.hpp"
#include "motion/segment.hpp"

namespace escapement::motion {

// position + speed * t + acceleration / 2 * t^2 for t from 0 to duration; millimetres and
// seconds.  Times are counted from `start`, in seconds of print time.
struct Piece {
    double start = 0.0;
    double duration = 0.0;
    double position = 0.0;
    double speed = 0.0;
    double acceleration = 0.0;

    double position_at(double t) const { return position + t * (speed + 0.5 * acceleration * t); }
    double speed_at(double t) const { return speed + acceleration * t; }
    double end() const { return start + duration; }
};

// Up to three pieces of a segment, each possibly without duration.
struct Pieces {
    Piece accelerating, cruising, decelerating;
};

// The motion of a stepper that follows `blend` while the segment lasts.
Pieces pieces_of(const Segment& segment, const Blend& blend);

// A part of a piece over which the stepper does not turn back.
struct MonotoneSpan {
    Piece piece;
    double begin = 0.0;  // seconds since the start of the piece
    double end = 0.0;
};

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

// Writes the print times at which the span passes the positions of the grid, as many as there
// is room for.  They must lie on the way, in its direction; a position beyond either end by
// rounding is passed there.
//
// The square root that solves for the time is taken from the slower end of the span: distance
// s from there is covered in 2 s / (v + sqrt(v^2 + 2 a s)), a sum of positive numbers without
// cancellation.
void times_of_passage(const MonotoneSpan& span, const Grid& grid, std::span<double> times);

}  // namespace escapement::motion
