// Translates between the motion library and the microcontroller's stepper.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/mcu_step_output.hpp"

#include "mcu/mcu.hpp"
#include "mcu/stepper_out.hpp"
#include "printer/errors.hpp"

namespace escapement::printer {

McuStepOutput::McuStepOutput(std::unique_ptr<mcu::StepperOut> device)
    : device_(std::move(device)) {}

McuStepOutput::~McuStepOutput() = default;

void McuStepOutput::direction(motion::Direction direction) {
    device_->direction(direction == motion::Direction::forward);
}

void McuStepOutput::run(const motion::StepRun& run, base::McuClock first, base::McuClock last) {
    steps_ += run.count;
    device_->run({run.interval, run.count, run.add}, first, last);
}

motion::ClockRate McuStepOutput::clock_rate() const {
    const auto& rate = device_->mcu().clock().print_rate();
    return {rate.offset_s, rate.frequency_hz};
}

void McuStepOutput::reset_clock(base::McuClock clock) {
    device_->reset_clock(clock);
}

runtime::Task<std::int64_t> McuStepOutput::position() {
    const auto position = co_await device_->position();
    if (!position) throw CommandError(position.error().what);
    co_return *position;
}

}  // namespace escapement::printer
