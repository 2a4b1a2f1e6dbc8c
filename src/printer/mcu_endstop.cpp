// Translates between homing and the microcontroller's endstop.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/mcu_endstop.hpp"

#include <algorithm>

#include "mcu/endstop.hpp"
#include "mcu/stepper_out.hpp"
#include "printer/errors.hpp"

namespace escapement::printer {
namespace {

// Motors whose names begin alike, as far as "stepper_z", move one axis together.
constexpr std::string_view motor_prefix = "stepper_";
constexpr std::size_t axis_length = motor_prefix.size() + 1;
// A motor with steps of centimetres would have its endstop looked at every few minutes.
constexpr base::Seconds longest_rest{1.0};

bool move_one_axis(const Stepper& one, const Stepper& other) {
    return one.name().starts_with(motor_prefix) &&
           one.name().substr(0, axis_length) == other.name().substr(0, axis_length);
}

const mcu::Mcu& board_of(Stepper& stepper) {
    ASSERT(stepper.output().device());
    return stepper.output().device()->mcu();
}

}  // namespace

McuEndstop::McuEndstop(std::unique_ptr<mcu::Endstop> device, std::string wiring)
    : device_(std::move(device)), wiring_(std::move(wiring)) {}

McuEndstop::~McuEndstop() = default;

// One microcontroller stops its motors a little later than the other: the axis would be askew.
void McuEndstop::refuse_split_axis(Stepper& stepper) const {
    const auto split = std::find_if(steppers_.begin(), steppers_.end(), [&](Stepper* other) {
        return move_one_axis(*other, stepper) && &board_of(*other) != &board_of(stepper);
    });
    if (split != steppers_.end())
        throw ConfigError(
            "Multi-mcu homing not supported on multi-mcu shared axis: [" + (*split)->name() +
            "] is on '" + board_of(**split).name() + "' and [" + stepper.name() + "] on '" +
            board_of(stepper).name() +
            "', and one endstop is to stop both; connect them to one microcontroller, or give [" +
            stepper.name() + "] an endstop_pin of its own");
}

void McuEndstop::add_stepper(Stepper& stepper) {
    if (std::find(steppers_.begin(), steppers_.end(), &stepper) != steppers_.end()) return;
    ASSERT(stepper.output().device());
    refuse_split_axis(stepper);
    if (auto added = device_->add_stepper(*stepper.output().device()); !added)
        throw ConfigError("[" + stepper.name() + "] " + added.error().what);
    steppers_.push_back(&stepper);
}

void McuEndstop::arm(base::PrintTime start, base::Seconds rest) {
    ended_ = &device_->home_start(
        start, {.rest_time = std::min(rest, longest_rest), .triggered = awaits_closed_});
}

runtime::Task<std::optional<base::PrintTime>> McuEndstop::disarm(base::PrintTime end) {
    const auto triggered = co_await device_->home_wait(end);
    if (!triggered) throw CommandError(triggered.error().what);
    co_return *triggered;
}

void McuEndstop::abandon() {
    if (!ended()) device_->abandon();
}

runtime::Task<bool> McuEndstop::query(base::PrintTime when) {
    const auto answer = co_await device_->query(when);
    if (!answer) throw CommandError(answer.error().what);
    co_return *answer;
}

}  // namespace escapement::printer
