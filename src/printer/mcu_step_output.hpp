// Runs of steps for a motor on a real or simulated microcontroller.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "printer/step_output.hpp"

namespace escapement::printer {

// Belongs to the main thread.
class McuStepOutput final : public StepOutput {
  public:
    explicit McuStepOutput(std::unique_ptr<mcu::StepperOut> device);
    ~McuStepOutput() override;

    void direction(motion::Direction direction) override;
    void run(const motion::StepRun& run, base::McuClock first, base::McuClock last) override;
    motion::ClockRate clock_rate() const override;
    void reset_clock(base::McuClock clock) override;
    runtime::Task<std::int64_t> position() override;
    std::uint64_t steps() const override { return steps_; }
    mcu::StepperOut* device() override { return device_.get(); }

  private:
    std::unique_ptr<mcu::StepperOut> device_;
    std::uint64_t steps_ = 0;
};

}  // namespace escapement::printer
