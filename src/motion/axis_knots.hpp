// One axis of a trajectory as polynomials between knots.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "motion/polynomial.hpp"

namespace escapement::motion {

// From `time` until the next knot the axis is at after.at(t - time).
struct Knot {
    double time = 0.0;  // print time, seconds
    Polynomial after;   // of degree 3 at most
};

// Knots in order of time.  The first one holds from the beginning of time.  Belongs to one thread.
class AxisKnots {
  public:
    // The axis rests there until it moves.
    explicit AxisKnots(double rest) { place(rest); }

    // A stretch of the trajectory, later than all before; the axis rests in between.
    void add(double start, double duration, const Polynomial& position);
    // Nothing moves the axis before `time` but what was added.
    void settle(double time);
    // The axis has always been there; what was added is gone.
    void place(double position);
    // Forgets the knots before this index.
    void drop(std::size_t count);

    std::size_t size() const { return knots_.size() - first_; }
    const Knot& operator[](std::size_t i) const { return knots_[first_ + i]; }
    // By how much speed, acceleration and jerk change at the knot i, which is not the first.
    std::array<double, 3> jumps_at(std::size_t i) const;
    // Until when the last knot's polynomial holds for sure; at rest it may hold for longer.
    bool moving() const { return moving_; }
    double end() const { return end_; }

  private:
    void rest();
    void push(double time, const Polynomial& after);

    std::vector<Knot> knots_;
    std::size_t first_ = 0;  // those before have been dropped
    bool moving_ = false;    // the last knot begins a motion
    bool placed_ = false;    // the position of rest is known from a motion
    double end_ = 0.0;       // of the last stretch
};

}  // namespace escapement::motion
