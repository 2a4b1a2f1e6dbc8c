// The world at the far end of a simulated board's pins and buses.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "base/time.hpp"
#include "messages/i2c.hpp"
#include "messages/types.hpp"
#include "wire/codec.hpp"

namespace escapement::firmware::sim {

// A chip on an I2C bus.
struct I2cAddress {
    std::uint32_t bus = 0;
    std::uint8_t device = 0;  // 7 bits
};

// Called in order of time while the board runs; must not call the board.  Numbers of pins and
// buses are positions in the lists of names that the board was given.
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
    // Nothing drives the pin from `at` on: it became an input, or the board was reset.
    virtual void released(messages::PinNumber, base::McuClock) {}
    // The level at the pin.
    virtual bool input(messages::PinNumber pin, base::McuClock at) = 0;
    // What the converter reads, 0 to ADC_MAX.
    virtual std::uint16_t analog(messages::PinNumber pin, base::McuClock at) = 0;
    // The bytes go out on an SPI bus; what comes back takes their place.  Without a chip that
    // answers, zeros do.
    virtual void spi(std::uint32_t /*bus*/, std::span<std::uint8_t> data, base::McuClock) {
        std::fill(data.begin(), data.end(), std::uint8_t{0});
    }
    // Bytes are written to a chip and read from it.  Without such a chip nobody acknowledges.
    virtual messages::I2cStatus i2c(I2cAddress,
                                    wire::Bytes /*write*/,
                                    std::span<std::uint8_t> /*read*/,
                                    base::McuClock) {
        return messages::I2cStatus::start_nack;
    }
};

}  // namespace escapement::firmware::sim
