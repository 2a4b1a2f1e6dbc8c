// What host and microcontroller say to each other about stepper motors.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct ConfigStepper {
    Oid oid;
    PinNumber step_pin;
    PinNumber dir_pin;
    std::int8_t invert_step{};       // 0 active high, 1 active low, -1 steps on both edges
    base::Ticks32 step_pulse_ticks;  // least duration of a pulse

    static constexpr wire::Schema<"config_stepper",
                                  &ConfigStepper::oid,
                                  wire::spelled<"%c", &ConfigStepper::step_pin>,
                                  wire::spelled<"%c", &ConfigStepper::dir_pin>,
                                  &ConfigStepper::invert_step,
                                  &ConfigStepper::step_pulse_ticks>
        schema{};
};

// Appends `count` steps to the stepper's queue.
struct QueueStep {
    Oid oid;
    base::Ticks32 interval;  // from the previous step to the first of these
    std::uint16_t count{};   // of steps; at least one
    std::int16_t add{};      // ticks, to the interval after each step

    static constexpr wire::Schema<"queue_step",
                                  &QueueStep::oid,
                                  &QueueStep::interval,
                                  &QueueStep::count,
                                  &QueueStep::add>
        schema{};
};

// Direction of the steps that are queued from now on.
struct SetNextStepDir {
    Oid oid;
    bool dir{};  // level of the direction pin

    static constexpr wire::Schema<"set_next_step_dir", &SetNextStepDir::oid, &SetNextStepDir::dir>
        schema{};
};

// Sets the time from which the next queued interval counts.  Not while steps are queued.
struct ResetStepClock {
    Oid oid;
    base::Clock32 clock;

    static constexpr wire::Schema<"reset_step_clock", &ResetStepClock::oid, &ResetStepClock::clock>
        schema{};
};

struct StepperPosition {
    Oid oid;
    std::int32_t pos{};  // steps since the start, including those of a running queue_step

    static constexpr wire::Schema<"stepper_position", &StepperPosition::oid, &StepperPosition::pos>
        schema{};
};

struct StepperGetPosition {
    Oid oid;
    using Reply = StepperPosition;

    static constexpr wire::Schema<"stepper_get_position", &StepperGetPosition::oid> schema{};
};

// Drops all queued steps when the trsync triggers, and until reset_step_clock.
struct StepperStopOnTrigger {
    Oid oid;
    Oid trsync_oid;

    static constexpr wire::Schema<"stepper_stop_on_trigger",
                                  &StepperStopOnTrigger::oid,
                                  &StepperStopOnTrigger::trsync_oid>
        schema{};
};

}  // namespace escapement::messages
