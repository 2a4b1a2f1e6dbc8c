// A stretch of one stepper's motion that is a polynomial in time, and when it passes a position.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include "motion/passage_loops.hpp"
#include "motion/polynomial.hpp"
#include "motion/step.hpp"

namespace escapement::motion {

// Where the stepper is, in millimetres, t seconds after `start`, for t from 0 to duration.
// `start` is in seconds of print time.
struct Piece {
    double start = 0.0;
    double duration = 0.0;
    Polynomial position;

    double end() const { return start + duration; }
    // Puts there the same position counted from another time.  Whether it moves.  Most pieces are
    // quadratic.
    bool count_from(double time, Polynomial& counted) const {
        const double t = time - start;
        const auto& c = position.c;
        if (!position.is_quadratic()) {
            counted = t == 0.0 ? position : position.shifted(t);
            return true;
        }
        const double c0 = c[0], c1 = c[1], c2 = c[2];
        counted.c = {c0 + t * (c1 + t * c2), c1 + 2.0 * t * c2, c2};
        return std::abs(c1) + std::abs(c2) != 0.0;
    }
    bool operator==(const Piece&) const = default;
};

// A part of a piece over which the stepper does not turn back.
class MonotoneSpan {
  public:
    // Within the range, in seconds since the start of the piece, which must outlive the span.
    MonotoneSpan(const Piece& piece, const TimeRange& range) : piece_(piece), range_(range) {}
    // All of the piece, with its slopes known to be nowhere less than that.
    MonotoneSpan(const Piece& piece, const SlopeBounds& slopes)
        : piece_(piece), range_{0.0, piece.duration}, slopes_(slopes) {}

    const Piece& piece() const { return piece_; }
    const TimeRange& range() const { return range_; }
    const SlopeBounds& slopes() const { return slopes_; }
    double position_at(double t) const { return piece_.position.at(t); }
    double slope_at(double t) const { return piece_.position.slope_at(t); }

  private:
    const Piece& piece_;
    TimeRange range_;
    SlopeBounds slopes_{};
};

// The passages of a span of constant speed, `count` of them.
EvenSteps even_passages(const QuadraticSpan& span, const Grid& grid, std::int64_t count);

// Writes the print times at which the span passes the positions of the grid, as many as there
// are times; there must be room for their last block.  The positions must lie on the way, in its
// direction; one that is beyond either end by rounding is passed there.
//
// A first guess for all positions at once, that of a constant acceleration over the span, then
// Newton's steps, kept within the span, until all are within `passage_error`.  Where a slope too
// close to zero keeps Newton from settling, the position is enclosed and halved down instead.
void times_of_passage(const MonotoneSpan& span, const Grid& grid, std::span<double> times);

// Of a time of passage, in seconds, beyond the rounding of print time itself.
inline constexpr double passage_error = 1e-11;

}  // namespace escapement::motion
