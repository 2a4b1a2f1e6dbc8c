// How far constant intervals serve a row of even steps, told by a formula.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// With a constant interval, the distance of step j from its exact time changes by the same amount
// from step to step.  So a window that both ends of a row keep is kept by all that is between, and
// where it is left follows from one division.  Exact clocks are whole and the windows may
// differ by a tick, so steps within a tick or two of their window's end are looked at one by one.
#pragma once

#include <cstdint>

#include "motion/waiting_steps.hpp"

namespace escapement::motion {

// Whole numbers, both ends included.
struct IntervalRange {
    double least, most;
};

// The row begins with step k of a run behind `start`.  Of these intervals, keeps those that serve
// most steps of the row, all of it or what is returned.
std::int64_t serve_row(const WaitingSteps::EvenPart& part,
                       double start,
                       std::int64_t k,
                       IntervalRange& intervals);

// A run that serves so many steps of the row has a constant interval: add times the square of
// half that number is more than two windows are wide.
std::int64_t too_many_to_bend(const WaitingSteps::EvenPart& part);

}  // namespace escapement::motion
