// Pulse widths made by hardware.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct ConfigPwmOut {
    Oid oid;
    PinNumber pin;
    base::Ticks32 cycle_ticks;
    std::uint16_t value{};          // from now on, 0 to PWM_MAX
    std::uint16_t default_value{};  // after a shutdown
    base::Ticks32 max_duration;     // without a new command while not at default; 0 for ever

    static constexpr wire::Schema<"config_pwm_out",
                                  &ConfigPwmOut::oid,
                                  &ConfigPwmOut::pin,
                                  &ConfigPwmOut::cycle_ticks,
                                  &ConfigPwmOut::value,
                                  &ConfigPwmOut::default_value,
                                  &ConfigPwmOut::max_duration>
        schema{};
};

// Changes the width at `clock`.
struct QueuePwmOut {
    Oid oid;
    base::Clock32 clock;
    std::uint16_t value{};  // 0 to PWM_MAX

    static constexpr wire::
        Schema<"queue_pwm_out", &QueuePwmOut::oid, &QueuePwmOut::clock, &QueuePwmOut::value>
            schema{};
};

// Sets the width on a pin that was not configured as a device.
struct SetPwmOut {
    PinNumber pin;
    base::Ticks32 cycle_ticks;
    std::uint16_t value{};  // 0 to PWM_MAX

    static constexpr wire::
        Schema<"set_pwm_out", &SetPwmOut::pin, &SetPwmOut::cycle_ticks, &SetPwmOut::value>
            schema{};
};

}  // namespace escapement::messages
