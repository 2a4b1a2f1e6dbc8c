// What a board offers to the firmware; a port is a class that does.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pins are small values that the devices keep.  Setting one up configures the hardware and
// gives nothing if the board has no such pin.  Hosts number pins as the board's dictionary does.
#pragma once

#include <concepts>
#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/codec.hpp"

namespace escapement::firmware {

using messages::Oid;
using messages::PinNumber;

enum class Pull : std::int8_t { down = -1, none = 0, up = 1 };

template <class P>
concept OutputPin = std::copyable<P> && requires(P pin, bool level) {
    pin.write(level);
    pin.toggle();
};

template <class P>
concept InputPin = std::copyable<P> && requires(P pin) {
    { pin.read() } -> std::same_as<bool>;
};

// `write` takes 0 to PWM_MAX.
template <class P>
concept PwmPin = std::copyable<P> && requires(P pin, std::uint16_t value) {
    pin.write(value);
};

// `sample` starts a conversion and says how long to wait before asking again; zero when `read`
// has its result, 0 to ADC_MAX.
template <class P>
concept AnalogPin = std::copyable<P> && requires(P pin) {
    { pin.sample() } -> std::same_as<base::Ticks32>;
    { pin.read() } -> std::same_as<std::uint16_t>;
    pin.cancel();
};

template <class B>
concept Board = requires(B& board, PinNumber pin, base::Clock32 clock, base::Ticks32 ticks) {
    requires OutputPin<typename B::Output>;
    requires InputPin<typename B::Input>;
    requires PwmPin<typename B::Pwm>;
    requires AnalogPin<typename B::Analog>;
    // At least a million per second; the clock wraps.
    { board.frequency_hz() } -> std::convertible_to<std::uint32_t>;
    { board.clock() } -> std::same_as<base::Clock32>;
    // Calls the scheduler's timer interrupt at `clock`, at once if that is past.
    board.set_alarm(clock);
    // Keeps interrupts out as long as the result lives.  Sections nest.
    { board.critical_section() } -> std::destructible;

    { *board.output(pin, true) } -> std::convertible_to<typename B::Output>;
    { *board.input(pin, Pull::up) } -> std::convertible_to<typename B::Input>;
    { *board.pwm(pin, ticks, std::uint16_t{}) } -> std::convertible_to<typename B::Pwm>;
    { *board.analog(pin) } -> std::convertible_to<typename B::Analog>;

    // Sends a whole message block, or nothing if there is no room.  Task context.
    board.transmit(wire::Bytes{});
    // Starts the program again, now or soon.
    board.reset();
    // For debug_read and debug_write; `order` is 0, 1 or 2 for 8, 16 or 32 bits.
    { board.peek(std::uint32_t{}, unsigned{}) } -> std::same_as<std::uint32_t>;
    board.poke(std::uint32_t{}, unsigned{}, std::uint32_t{});
};

}  // namespace escapement::firmware
