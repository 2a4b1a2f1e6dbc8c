// Pins that are switched, at once or at a given clock, and pulse widths made by a timer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct ConfigDigitalOut {
    Oid oid;
    PinNumber pin;
    bool value{};                // from now on
    bool default_value{};        // after a shutdown
    base::Ticks32 max_duration;  // without a new command while not at default; 0 for ever

    static constexpr wire::Schema<"config_digital_out",
                                  &ConfigDigitalOut::oid,
                                  &ConfigDigitalOut::pin,
                                  &ConfigDigitalOut::value,
                                  &ConfigDigitalOut::default_value,
                                  &ConfigDigitalOut::max_duration>
        schema{};
};

// Length of a cycle of pulses.  Not while updates are queued.
struct SetDigitalOutPwmCycle {
    Oid oid;
    base::Ticks32 cycle_ticks;  // 0 ends pulsing

    static constexpr wire::Schema<"set_digital_out_pwm_cycle",
                                  &SetDigitalOutPwmCycle::oid,
                                  &SetDigitalOutPwmCycle::cycle_ticks>
        schema{};
};

// Switches at `clock`.
struct QueueDigitalOut {
    Oid oid;
    base::Clock32 clock;
    base::Ticks32 on_ticks;  // of each cycle; without a cycle, 0 is off and 1 is on

    static constexpr wire::Schema<"queue_digital_out",
                                  &QueueDigitalOut::oid,
                                  &QueueDigitalOut::clock,
                                  &QueueDigitalOut::on_ticks>
        schema{};
};

// Switches at once.  Not while updates are queued.
struct UpdateDigitalOut {
    Oid oid;
    bool value{};

    static constexpr wire::
        Schema<"update_digital_out", &UpdateDigitalOut::oid, &UpdateDigitalOut::value>
            schema{};
};

// Switches a pin that was not configured as a device.
struct SetDigitalOut {
    PinNumber pin;
    bool value{};

    static constexpr wire::Schema<"set_digital_out", &SetDigitalOut::pin, &SetDigitalOut::value>
        schema{};
};

}  // namespace escapement::messages
