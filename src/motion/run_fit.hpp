// The longest run of steps that one interval and one add can serve.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Every step has a window around its exact clock.  A pair (interval, add) serves the first
//    n steps when it meets 2 n linear inequalities: the pairs that do form a region, which
//    can only shrink as n grows.
// 2. Once the region gets thin, one whole pair of it is kept as a witness.  While the witness
//    serves the next step, nothing needs proof; when it fails, another one is looked for.
// 3. When the region holds no whole pair any more, the run is as long as any run can be.
// 4. Before the region is thin it hardly ever lacks a whole pair.  Should it, the search starts
//    over with a witness from the first step on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "motion/fit_region.hpp"
#include "motion/step.hpp"

namespace escapement::motion {

// How far a step may be moved, in ticks.  It is also never moved by more than a third of
// the distance to its neighbour, so that no interval shrinks to less than a third.
struct ErrorWindow {
    std::uint32_t early = 0;
    std::uint32_t late = 0;
};

struct StepSequence {
    std::span<const std::uint64_t> clocks;  // exact, rising by at least one; not empty
    std::uint64_t previous = 0;             // exact clock of the step before them
    std::uint64_t start = 0;                // the clock at which that one really happens
    std::optional<std::uint64_t> next{};    // exact clock of the step after them, if known
};

// When step k (from 1) of the sequence may happen.
StepWindow window_of(const StepSequence& steps, std::size_t k, ErrorWindow window);

// Keeps its memory between runs; belongs to one thread.
class RunFit {
  public:
    // Serves at least the first step, and as many as any run can.
    StepRun longest_run(const StepSequence& steps, ErrorWindow window);

  private:
    enum class Outcome { served, not_served, doubtful };
    enum class Witness { once_thin, always };

    struct Search {
        StepSequence steps;
        ErrorWindow window;
        Witness witness;
        std::optional<IntervalAndAdd> pair;  // the witness
        std::size_t count;                   // steps served
    };
    bool extend_to_the_end(Search& search);
    Outcome extend(Search& search);

    FitRegion region_;
};

}  // namespace escapement::motion
