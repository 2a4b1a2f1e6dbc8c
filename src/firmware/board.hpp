// What a board offers to the firmware; a port is a class that does.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pins are small values that the devices keep.  Setting one up configures the hardware, or says
// why it cannot; setting it up again changes what it is.  Hosts number pins as the board's
// dictionary does.
//
// Every board is a `Board`.  What only some have are small concepts behind it: a board that
// satisfies one offers the commands that need it.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>

#include "base/time.hpp"
#include "firmware/reason.hpp"
#include "messages/i2c.hpp"
#include "messages/types.hpp"
#include "wire/codec.hpp"

namespace escapement::firmware {

using messages::Oid;
using messages::PinNumber;

enum class Pull : std::int8_t { down = -1, none = 0, up = 1 };

// As messages say it: any positive number is up, any negative one down.
constexpr Pull pull_of(std::int8_t pull_up) {
    return pull_up > 0 ? Pull::up : pull_up < 0 ? Pull::down : Pull::none;
}

// What setting something up gave: the thing, or the reason to shut down for.
template <class T>
class Setup {
  public:
    Setup(T value) : value_(value) {}
    Setup(Reason reason) : reason_(reason) {}

    explicit operator bool() const { return value_.has_value(); }
    const T& operator*() const { return *value_; }
    Reason reason() const { return reason_; }

  private:
    std::optional<T> value_;
    Reason reason_ = Reason::none;
};

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
    // Lets so much time pass, at least.  Devices ask for short pauses of known number only.
    board.pause(ticks);

    { board.output(pin, true) } -> std::same_as<Setup<typename B::Output>>;
    { board.input(pin, Pull::up) } -> std::same_as<Setup<typename B::Input>>;
    { board.pwm(pin, ticks, std::uint16_t{}) } -> std::same_as<Setup<typename B::Pwm>>;
    { board.analog(pin) } -> std::same_as<Setup<typename B::Analog>>;

    // Sends a whole message block, or nothing if there is no room.  Task context.
    board.transmit(wire::Bytes{});
    // Starts the program again, now or soon.
    board.reset();
    // For debug_read and debug_write; `order` is 0, 1 or 2 for 8, 16 or 32 bits.
    { board.peek(std::uint32_t{}, unsigned{}) } -> std::same_as<std::uint32_t>;
    board.poke(std::uint32_t{}, unsigned{}, std::uint32_t{});
};

// How late a timer may run before the board gives up; `max_lateness_us` of a board that has one.
template <Board B>
constexpr std::uint32_t max_lateness_us() {
    if constexpr (requires { B::max_lateness_us; })
        return B::max_lateness_us;
    else
        return 1000;
}

// A chip on one of the board's own SPI buses.  `prepare` brings the clock to where the chip
// expects it before it is selected; `exchange` sends bytes and puts in their place what came back.
template <class S>
concept SpiPort = std::copyable<S> && requires(S port, std::span<std::uint8_t> data) {
    port.prepare();
    port.exchange(data);
};

// A mode is 0 to 3.  Task context, as a transfer takes its time; also called when shutting down.
template <class B>
concept BoardWithSpi = Board<B> && SpiPort<typename B::Spi> &&
    requires(B& board, std::uint32_t bus, std::uint8_t mode, std::uint32_t rate_hz) {
    { board.spi(bus, mode, rate_hz) } -> std::same_as<Setup<typename B::Spi>>;
};

// A chip on one of the board's own I2C buses.  `transfer` writes, then reads; if there is nothing
// to read it only writes, and if there is nothing to write it only reads.
template <class I>
concept I2cPort = std::copyable<I> &&
    requires(I port, wire::Bytes write, std::span<std::uint8_t> read) {
    { port.transfer(write, read) } -> std::same_as<messages::I2cStatus>;
};

// An address has 7 bits.  Task context.
template <class B>
concept BoardWithI2c = Board<B> && I2cPort<typename B::I2c> &&
    requires(B& board, std::uint32_t bus, std::uint32_t rate_hz, std::uint8_t address) {
    { board.i2c(bus, rate_hz, address) } -> std::same_as<Setup<typename B::I2c>>;
};

// Where the reading of a slow thermometer stands.
enum class Reading : std::uint8_t { none, under_way, good, failed };

// `request` begins a reading; `state` says how far it is and `millidegrees` what the last good one
// gave.
template <class T>
concept Thermometer = std::copyable<T> && requires(T thermometer) {
    thermometer.request();
    { thermometer.state() } -> std::same_as<Reading>;
    { thermometer.millidegrees() } -> std::same_as<std::int32_t>;
};

// A bus of one wire, by which a device is found by its serial number.
template <class B>
concept BoardWithOneWire = Board<B> && Thermometer<typename B::Ds18b20> &&
    requires(B& board, wire::Bytes serial) {
    { board.ds18b20(serial) } -> std::same_as<Setup<typename B::Ds18b20>>;
};

}  // namespace escapement::firmware
