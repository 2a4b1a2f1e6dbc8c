// Eight values of add, tried side by side: how many steps can each serve?
// SPDX-License-Identifier: GPL-3.0-or-later
//
// With its add given, a run's interval must lie between two bounds for each step k:
//
//     (earliest - 1/2) / k - x * add  <  interval  <  (latest + 1/2) / k - x * add,   x = (k - 1) /
//     2
//
// so what is left to choose is what lies between the greatest of the lower bounds and the least
// of the upper ones.  The half ticks add no whole interval and keep rounding from mattering.
//
// Where a lower bound exceeds an upper one by e, and comes from a step whose x is greater by d, a
// whole interval needs an add that is greater by at least e / d.
#pragma once

#include <array>
#include <cstddef>

#include "motion/waiting_steps.hpp"

namespace escapement::motion {

struct AddTrials {
    static constexpr std::size_t count = 8;
    using Eight = std::array<double, count>;

    alignas(64) Eight add;
    // What the interval lies between, for each add, and the numbers of the steps that say so.
    alignas(64) Eight least, most;
    alignas(64) Eight least_at, most_at;
    unsigned serving;  // those with a whole interval for all that is served; a bit for each

    // After a step that none of them serves: no add below the one or above the other serves
    // that step together with those before it.
    double least_better, most_better;

    // Nothing is served yet.
    void start();
};

// Goes on with these windows, of step k and those that follow; `start` is the clock of the step
// before the first.  Returns how many of the steps are served.
std::size_t serve(AddTrials& trials, const WindowList& windows, double start, std::size_t k);

namespace detail {

// The same for every machine, and for those that can do more; equal to the last bit.
std::size_t serve_anywhere(AddTrials& trials,
                           const WindowList& windows,
                           double start,
                           std::size_t k);
#if defined(__x86_64__)
std::size_t serve_avx2(AddTrials& trials, const WindowList& windows, double start, std::size_t k);
std::size_t serve_avx512(AddTrials& trials, const WindowList& windows, double start, std::size_t k);
#endif
bool has_avx2();
bool has_avx512();

}  // namespace detail

}  // namespace escapement::motion
