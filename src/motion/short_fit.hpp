// The longest run among a few steps, from what each two of them demand.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Step k bounds interval + x * add, where x = (k - 1) / 2, from below and from above:
//
//        (earliest - 1/2) / k  =  low  <  interval + x * add  <  high  =  (latest + 1/2) / k
//
//    The half ticks add no whole pair and keep rounding from mattering.
// 2. Of two steps, the later one being d further, the bounds leave a range of adds:
//
//        (low of the later - high of the earlier) / (d / 2)  <  add
//        (high of the later - low of the earlier) / (d / 2)  >  add
//
//    With an add that suits each two steps, each two ranges of intervals meet; and ranges on a
//    line of which each two meet have a point in common.  So a run ends where no whole add is
//    left.  Eight steps are looked at together.
// 3. The interval must be whole as well.  Of the adds that are left, one not far from zero is
//    taken.  But for tiny windows it has a whole interval; if not, somebody else must search.
#pragma once

#include <cstddef>

#include "motion/waiting_steps.hpp"

namespace escapement::motion {

// Whole numbers, both ends included.
struct AddRange {
    double least, most;

    bool empty() const { return least > most; }
    double size() const { return most - least + 1.0; }
};
inline constexpr AddRange all_adds{-32768.0, 32767.0};

struct ShortRun {
    // So many steps are looked at.
    static constexpr std::size_t most_steps = 4 * WindowList::block;

    std::size_t count;  // no run can serve more of them
    AddRange adds;      // and to serve so many it needs one of these
    bool found;         // this pair serves them
    double interval, add;
};

// Of steps behind one that happens at `start`.
ShortRun fit_short_run(const FirstSteps& steps, double start);

namespace detail {

// The same for every machine, and for those that can do more; equal to the last bit.
ShortRun short_run_anywhere(const FirstSteps& steps, double start);
#if defined(__x86_64__)
ShortRun short_run_avx2(const FirstSteps& steps, double start);
ShortRun short_run_avx512(const FirstSteps& steps, double start);
#endif

}  // namespace detail

}  // namespace escapement::motion
