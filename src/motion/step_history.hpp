// Which runs of steps were made when: where was the stepper at a clock?
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/time.hpp"
#include "motion/step.hpp"

namespace escapement::motion {

// Positions are counted in steps.  Belongs to one thread.
class StepHistory {
  public:
    // Position after all that was added.
    std::int64_t position() const { return position_; }
    // `first` is the clock of the run's first step.
    void add(Direction direction, const StepRun& run, base::McuClock first);
    // From `clock` on the position is another one; runs that would have begun later did not.
    void set_position(base::McuClock clock, std::int64_t position);
    // Forgets what ended before the clock.
    void expire(base::McuClock clock);
    // Steps at this very clock count as made.  Before what is known: the earliest position.
    std::int64_t position_at(base::McuClock clock) const;

  private:
    struct Record {
        base::McuClock first;
        std::int64_t start_position = 0;
        StepRun run;
        Direction direction = Direction::backward;

        base::McuClock last() const;
        std::int64_t position_at(base::McuClock clock) const;
    };

    std::vector<Record> records_;
    std::size_t first_ = 0;  // of those that are not forgotten
    std::int64_t position_ = 0;
};

}  // namespace escapement::motion
