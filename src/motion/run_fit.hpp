// The longest run of steps that one interval and one add can serve.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Every step has a window.  A pair (interval, add) serves the first n steps when it meets
//    2 n linear inequalities, and the pairs that do are fewer the greater n is.
// 2. Once add is chosen, each step puts a lower and an upper bound on the interval.  Going
//    through the steps until no whole interval is left between them gives the longest run with
//    this add.  Eight adds are tried at once (add_trials.hpp).
// 3. Where an add fails, a lower bound from one step exceeds an upper bound from another.  These
//    two contradict each other for every add up to a certain one, or from a certain one on, so a
//    failure shrinks the range of adds that could do better than the best so far.
// 4. The next eight are spread over what is left of the range; when nothing is left, the run is as
//    long as any can be.  But most runs are short, and short_fit.hpp finds these without a search;
//    where it comes to the end of what it looks at, it knows the adds that lead so far.  Behind a
//    long run it is not asked, and where to begin is guessed from the windows of three steps.
// 5. Through a long row of even steps only constant intervals lead, and how far is told by a
//    formula (even_fit.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "motion/add_trials.hpp"
#include "motion/even_fit.hpp"
#include "motion/short_fit.hpp"
#include "motion/step.hpp"
#include "motion/waiting_steps.hpp"

namespace escapement::motion {

// Belongs to one thread.  What it remembers saves time and changes no length.
class RunFit {
  public:
    // The run begins behind a step that really happens at `start`.  Serves at least the first
    // step that waits, and as many as any run can.
    StepRun longest_run(const WaitingSteps& steps, double start);

  private:
    struct Range {
        double least, most;

        bool empty() const { return least > most; }
        double size() const { return most - least + 1.0; }
    };
    struct Choice {
        double interval = 0.0, add = 0.0;
        double off = 0.0;  // how far from its exact clock the last step is
    };
    bool try_short(const WaitingSteps& steps, double start);
    void search(const WaitingSteps& steps, double start);
    bool try_constant(const WaitingSteps& steps, double start);
    std::int64_t try_intervals(const WaitingSteps& steps, double start, IntervalRange& range);
    WaitingSteps::Window window(const WaitingSteps& steps, std::int64_t k) const;
    Range guess(const WaitingSteps& steps, double start) const;
    void spread(const Range& range);
    std::int64_t try_adds(const WaitingSteps& steps, double start);
    void choose(double end);
    Range next_range(const Range& possible, const Range& tried) const;

    std::int64_t limit_ = 0;  // steps that are looked at
    WindowList first_;        // the windows of the first of them
    WaitingSteps::Scratch first_scratch_{}, later_scratch_{};
    std::int64_t likely_ = 16;
    std::optional<Range> known_;  // some of these adds serve all that was looked at, no others do
    AddTrials trials_{};
    Choice choice_;
    std::int64_t count_ = 0;  // steps that choice_ serves
};

}  // namespace escapement::motion
