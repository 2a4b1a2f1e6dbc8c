// The world at the far end of a simulated board's pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"

namespace escapement::firmware::sim {

// Called in order of time while the board runs; must not call the board.  Pin numbers are
// positions in the list of names that the board was given.
class PinObserver {
  public:
    virtual ~PinObserver() = default;

    // The pin has this level from `at` on.  Said when it is set up and when it changes.
    virtual void output(messages::PinNumber pin, bool level, base::McuClock at) = 0;
    // The pin is high for `value` / PWM_MAX of each cycle from `at` on.
    virtual void pwm(messages::PinNumber pin,
                     std::uint32_t value,
                     base::Ticks32 cycle,
                     base::McuClock at) = 0;
    // Nothing drives the pin from `at` on: the board that had set it up was reset.
    virtual void released(messages::PinNumber, base::McuClock) {}
    // The level at the pin.
    virtual bool input(messages::PinNumber pin, base::McuClock at) = 0;
    // What the converter reads, 0 to ADC_MAX.
    virtual std::uint16_t analog(messages::PinNumber pin, base::McuClock at) = 0;
};

}  // namespace escapement::firmware::sim
