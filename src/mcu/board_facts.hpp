// What follows from a board's dictionary alone: pins, reasons, whether its clock can be used.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/dictionary.hpp"

namespace escapement::mcu {

// Nothing is scheduled further ahead than this.
inline constexpr base::Seconds max_schedule_ahead{3.0};

// Fails, with the nearest name, if there is no such pin, or if it is reserved; `board` is how the
// board is called in errors.
base::Result<messages::PinNumber> find_pin(const wire::Dictionary& dictionary,
                                           std::string_view name,
                                           std::string_view board);

// "stm32f446xx", or what else the board says about itself.
std::string chip_of(const wire::Dictionary& dictionary);

// Why it shuts down, in words if it has any for that.
std::string reason_text(const wire::Dictionary& dictionary, messages::StaticStringId reason);

// Fails if nothing can be scheduled by such a clock.
base::Result<void> check_clock_frequency(double frequency_hz);

// Bits per second of a serial line as fast as the board's cable, by SERIAL_BAUD or
// CANBUS_FREQUENCY; 0 if it tells neither.  Fails if nothing would ever arrive at that rate.
base::Result<double> bit_rate(const wire::Dictionary& dictionary);

}  // namespace escapement::mcu
