// A stretch of one stepper's motion that is a polynomial in time, and when it passes a position.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

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

    const Piece& piece() const { return piece_; }
    std::size_t degree() const { return degree_; }
    double begin() const { return begin_; }
    double end() const { return end_; }
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
    double begin_, end_;
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

// The passages of a span of constant speed, `count` of them.
EvenSteps even_passages(const MonotoneSpan& span, const Grid& grid, std::int64_t count);

// Writes the print times at which the span passes the positions of the grid, as many as there
// is room for, and never more than `most_passages`.  They must lie on the way, in its direction;
// a position beyond either end by rounding is passed there.
//
// 1. Constant speed: see even_passages().  Constant acceleration: the square root that solves for
// the
//    time is taken from the slower end of the span: distance s from there is covered in
//    2 s / (v + sqrt(v^2 + 2 a s)), a sum of positive numbers without cancellation.
// 2. Higher degrees: that formula, with the acceleration that fits the span's whole length, gives
//    a first guess for all positions at once; Newton's steps, kept within the span, bring all of
//    them to within `passage_error` together.  Where a slope too close to zero keeps Newton from
//    settling, the position is enclosed and halved down instead.
void times_of_passage(const MonotoneSpan& span, const Grid& grid, std::span<double> times);

inline constexpr std::size_t most_passages = 256;
// Of a time of passage, in seconds, beyond the rounding of print time itself.
inline constexpr double passage_error = 1e-11;

}  // namespace escapement::motion
