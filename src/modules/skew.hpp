// How far a machine's axes are from standing at right angles, and what to do about it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "motion/position.hpp"

namespace escapement::modules {

// The tangents of the angles by which each pair of axes misses a right angle.
struct Skew {
    double xy = 0.0, xz = 0.0, yz = 0.0;

    // Where a skewed machine has to go so that it gets to `wanted`, and back.
    motion::Position corrected(motion::Position wanted) const;
    motion::Position uncorrected(motion::Position machine) const;
};

// From a printed parallelogram ABCD: its diagonals AC and BD and its side AD.  Nothing if there
// is no such parallelogram.
std::optional<double> skew_of(double ac, double bd, double ad);

}  // namespace escapement::modules
