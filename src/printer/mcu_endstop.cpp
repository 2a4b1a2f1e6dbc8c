// Translates between homing and the microcontroller's endstop.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/mcu_endstop.hpp"

#include <algorithm>

#include "mcu/endstop.hpp"
#include "printer/errors.hpp"

namespace escapement::printer {

McuEndstop::McuEndstop(std::unique_ptr<mcu::Endstop> device) : device_(std::move(device)) {}

McuEndstop::~McuEndstop() = default;

void McuEndstop::add_stepper(Stepper& stepper) {
    if (std::find(steppers_.begin(), steppers_.end(), &stepper) != steppers_.end()) return;
    ASSERT(stepper.output().device());
    if (auto added = device_->add_stepper(*stepper.output().device()); !added)
        throw ConfigError("[" + stepper.name() + "] " + added.error().what);
    steppers_.push_back(&stepper);
}

void McuEndstop::arm(base::PrintTime start, base::Seconds rest) {
    ended_ = &device_->home_start(start, {.rest_time = rest});
}

runtime::Task<std::optional<base::PrintTime>> McuEndstop::disarm(base::PrintTime end) {
    const auto triggered = co_await device_->home_wait(end);
    if (!triggered) throw CommandError(triggered.error().what);
    co_return *triggered;
}

}  // namespace escapement::printer
