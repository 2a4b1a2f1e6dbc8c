// A stretch of one stepper's motion that is a polynomial in time, and when it passes a position.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    bool operator==(const Piece&) const = default;
};

// A part of a piece over which the stepper does not turn back.
class MonotoneSpan {
  public:
    // From begin to end, in seconds since the start of the piece, which must outlive the span.
    MonotoneSpan(const Piece& piece, double begin, double end)
        : MonotoneSpan(piece, piece.position.degree(), begin, end) {}
    // The same where the degree of the piece is known already.
    MonotoneSpan(const Piece& piece, std::size_t degree, double begin, double end)
        : piece_(piece), degree_(degree), begin_(begin), end_(end) {}
    // And where its slopes are known to be nowhere less than that.
    MonotoneSpan(const Piece& piece, std::size_t degree, const SlopeBounds& slopes)
        : piece_(piece), degree_(degree), end_(piece.duration), slopes_(slopes) {}

    const Piece& piece() const { return piece_; }
    std::size_t degree() const { return degree_; }
    double begin() const { return begin_; }
    double end() const { return end_; }
    const SlopeBounds& slopes() const { return slopes_; }
    // Most pieces are quadratic: they need not pay for the higher powers.
    double position_at(double t) const {
        const auto& c = piece_.position.c;
        return degree_ <= 2 ? c[0] + t * (c[1] + t * c[2]) : piece_.position.at(t);
    }
    double slope_at(double t) const {
        const auto& c = piece_.position.c;
        return degree_ <= 2 ? c[1] + 2.0 * c[2] * t : piece_.position.slope_at(t);
    }

  private:
    const Piece& piece_;
    std::size_t degree_;
    double begin_ = 0.0, end_;
    SlopeBounds slopes_{};
};

// The passages of a span of constant speed, `count` of them.
EvenSteps even_passages(const MonotoneSpan& span, const Grid& grid, std::int64_t count);

// Writes the print times at which the span passes the positions of the grid, as many as there
// is room for, and never more than `most_passages`.  They must lie on the way, in its direction;
// a position beyond either end by rounding is passed there.
//
// 1. Constant speed: see even_passages().
// 2. Constant acceleration: the square root that solves for the time is taken from the slower end
//    of the span: distance s from there is covered in 2 s / (v + sqrt(v^2 + 2 a s)), a sum of
//    positive numbers without cancellation.
// 3. Higher degrees: a first guess for all positions at once, then Newton's steps, kept within the
//    span, until all are within `passage_error`.  Where speeds at both ends are alike, the guess
//    is the time as a cubic in the position, with the span's ends and their speeds; else it is
//    that of a constant acceleration over the span.  Where a slope too close to zero keeps Newton
//    from settling, the position is enclosed and halved down instead.
void times_of_passage(const MonotoneSpan& span, const Grid& grid, std::span<double> times);

inline constexpr std::size_t most_passages = 256;
// Of a time of passage, in seconds, beyond the rounding of print time itself.
inline constexpr double passage_error = 1e-11;

}  // namespace escapement::motion
