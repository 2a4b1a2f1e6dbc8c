// Where the runs of one stepper go: its driver pins on some microcontroller.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "motion/step.hpp"
#include "motion/step_compressor.hpp"
#include "runtime/task.hpp"

namespace escapement::mcu {
class StepperOut;
}

namespace escapement::printer {

// Belongs to the main thread.
class StepOutput : public motion::RunSink {
  public:
    virtual ~StepOutput() = default;
    // How print time reads on the microcontroller's clock, as far as known now.
    virtual motion::ClockRate clock_rate() const = 0;
    // The next run counts from this clock.  A motor that a trigger stopped moves again only
    // after this.
    virtual void reset_clock(base::McuClock clock) = 0;
    // Where the motor stands, in the microcontroller's count of steps.  Throws CommandError if
    // it does not answer.
    virtual runtime::Task<std::int64_t> position() = 0;
    // Steps sent so far, in both directions together.
    virtual std::uint64_t steps() const { return 0; }
    // What a real endstop stops; nullptr where there is no such thing.
    virtual mcu::StepperOut* device() { return nullptr; }
};

}  // namespace escapement::printer
