// Turns stretches into knots and closes the gaps between them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/axis_knots.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace escapement::motion {

namespace {

// Stretches this close to each other are one motion: only rounding is between them.
constexpr double contiguous_s = 1e-9;

}  // namespace

void AxisKnots::add(double start, double duration, const Polynomial& position) {
    if (moving_ && start > end_ + contiguous_s) rest();
    const bool moves = position.degree() > 0;
    if (!moves && !moving_ && size() == 1 && !placed_) knots_[first_].after.c[0] = position.c[0];
    if (moves)
        push(start, position);
    else if (moving_)
        rest();
    moving_ = moves;
    placed_ = placed_ || moves;
    end_ = start + duration;
}

void AxisKnots::settle(double time) {
    if (moving_ && end_ < time) rest();
}

void AxisKnots::place(double position) {
    knots_.assign(1, Knot{});
    knots_[0].after.c[0] = position;
    first_ = 0;
    moving_ = false;
    placed_ = false;
}

// Moves the rest only when it is the smaller part.
void AxisKnots::drop(std::size_t count) {
    ASSERT(count < size());
    first_ += count;
    if (first_ < knots_.size() - first_) return;
    knots_.erase(knots_.begin(), knots_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
}

void AxisKnots::rest() {
    const Knot& last = knots_.back();
    Polynomial still;
    still.c[0] = last.after.at(end_ - last.time);
    push(end_, still);
    moving_ = false;
}

void AxisKnots::push(double time, const Polynomial& after) {
    knots_.push_back({time, after});
}

std::array<double, 3> AxisKnots::jumps_at(std::size_t i) const {
    const Knot& knot = (*this)[i];
    const Knot& last = (*this)[i - 1];
    const Polynomial before = last.after.shifted(knot.time - last.time);
    return {knot.after.c[1] - before.c[1],
            2.0 * (knot.after.c[2] - before.c[2]),
            6.0 * (knot.after.c[3] - before.c[3])};
}

}  // namespace escapement::motion
