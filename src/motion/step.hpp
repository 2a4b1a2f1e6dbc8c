// Steps, and the runs of steps that a microcontroller can be told in one command.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "base/time.hpp"

namespace escapement::motion {

enum class Direction : std::uint8_t { backward, forward };

constexpr Direction opposite(Direction d) {
    return d == Direction::forward ? Direction::backward : Direction::forward;
}
// +1 or -1.
constexpr int sign(Direction d) {
    return d == Direction::forward ? 1 : -1;
}

// Steps at constant speed: step number n happens at origin + n * apart.  A long row of them can be
// given in several portions that name the same origin; it then does not matter how it is cut.
struct EvenSteps {
    double origin = 0.0;     // print time of step number zero, seconds
    double apart = 0.0;      // seconds from one step to the next, above zero
    double first = 0.0;      // number of the first step, possibly half a step or negative
    std::int64_t count = 0;  // steps from there on

    double time(std::int64_t i) const { return origin + (first + static_cast<double>(i)) * apart; }
};

// Takes the steps of one stepper in order of time.
class StepSink {
  public:
    // Steps in one direction at these print times (seconds, never falling).
    virtual void steps(Direction direction, std::span<const double> times) = 0;
    // The same for steps at constant speed; unless overridden they are written out.
    virtual void even_steps(Direction direction, const EvenSteps& row);
    // The stepper has gone all the way to where the last step puts it: that step stands, even
    // if the stepper turns back at once.
    virtual void settle() = 0;

  protected:
    ~StepSink() = default;
};

// `count` steps; the k-th (from 1) follows the step before the run by
// k * interval + add * k * (k - 1) / 2 ticks.
struct StepRun {
    std::uint32_t interval = 0;
    std::uint16_t count = 0;
    std::int16_t add = 0;

    bool operator==(const StepRun&) const = default;
    // Ticks from the step before the run to its k-th step.
    constexpr std::int64_t ticks(std::int64_t k) const {
        return k * interval + add * (k * (k - 1) / 2);
    }
};

// Takes what is to be sent for one stepper, in order.
class RunSink {
  public:
    // Steps from here on go this way.
    virtual void direction(Direction direction) = 0;
    // `first` and `last` are the clocks of the run's first and last step.
    virtual void run(const StepRun& run, base::McuClock first, base::McuClock last) = 0;

  protected:
    ~RunSink() = default;
};

}  // namespace escapement::motion
