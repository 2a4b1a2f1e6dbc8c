// A board for tests: its clock is a variable, its pins and buses are a journal.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "firmware/board.hpp"

namespace escapement::firmware::testing {

// Has eight pins and two buses of every kind, and runs at one megahertz.  All is public: tests set
// and read it.  A pin that was an output and becomes an input with a pull-up goes high.
struct FakeBoard {
    struct Output {
        FakeBoard* board;
        std::uint32_t pin;
        void write(bool level) { board->note(pin, level); }
        void toggle() { board->note(pin, !board->levels[pin]); }
    };
    struct Input {
        FakeBoard* board;
        std::uint32_t pin;
        bool read() { return board->seen ? board->seen(pin) : board->levels[pin]; }
    };
    struct Pwm {
        FakeBoard* board;
        std::uint32_t pin;
        void write(std::uint16_t value) {
            board->journal +=
                board->moment() + "P" + std::to_string(pin) + "~" + std::to_string(value) + " ";
        }
    };
    struct Analog {
        FakeBoard* board;
        std::uint32_t pin;
        Ticks32 sample() {
            board->converting = !board->converting;
            return {board->converting ? board->conversion_ticks : 0};
        }
        std::uint16_t read() { return board->voltages[pin]; }
        void cancel() { board->converting = false; }
    };
    struct Spi {
        FakeBoard* board;
        std::uint32_t bus;
        void prepare() {}
        void exchange(std::span<std::uint8_t> data) {
            board->note("spi" + std::to_string(bus) + "<" + hex(data));
            board->answer(data);
        }
    };
    struct I2c {
        FakeBoard* board;
        std::uint32_t bus;
        std::uint8_t address;
        messages::I2cStatus transfer(wire::Bytes write, std::span<std::uint8_t> read) {
            board->note("i2c" + std::to_string(bus) + "/" + hex({&address, 1}) + "<" + hex(write));
            board->answer(read);
            return board->i2c_status;
        }
    };
    struct Ds18b20 {
        FakeBoard* board;
        void request() {
            board->note("ds18b20?");
            board->reading = Reading::under_way;
        }
        Reading state() { return board->reading; }
        std::int32_t millidegrees() { return board->millidegrees; }
    };
    struct CriticalSection {
        FakeBoard* board;
        ~CriticalSection() { --board->critical_sections; }
    };

    static constexpr std::uint32_t pin_count = 8;
    static constexpr std::uint32_t bus_count = 2;

    std::uint32_t now = 0;
    std::uint32_t hz = 1'000'000;
    std::array<bool, pin_count> levels{};
    std::array<bool, pin_count> driven{};
    std::function<bool(std::uint32_t pin)> seen;  // what inputs read, if not the levels
    std::function<void(std::uint32_t pin, bool level)> watch;  // is told of changes
    std::array<std::uint16_t, pin_count> voltages{};
    std::uint32_t conversion_ticks = 0;
    std::uint32_t transmit_ticks = 0;  // that sending a block takes
    std::uint32_t alarm = 0;
    std::map<std::uint32_t, std::uint32_t> memory;
    std::vector<std::uint8_t> sent;
    std::string journal;                // "100:P1=1 " for a level, "100:P1~255 " for a pulse width
    std::vector<std::uint8_t> replies;  // of chips on a bus, in order; zeros when there are no more
    messages::I2cStatus i2c_status = messages::I2cStatus::success;
    Reading reading = Reading::none;  // of the thermometer
    std::int32_t millidegrees = 0;
    int critical_sections = 0;
    bool converting = false;
    bool was_reset = false;

    std::string moment() const { return std::to_string(now) + ":"; }
    void note(const std::string& event) { journal += moment() + event + " "; }
    void note(std::uint32_t pin, bool level) {
        if (levels[pin] == level) return;
        note("P" + std::to_string(pin) + (level ? "=1" : "=0"));
        levels[pin] = level;
        if (watch) watch(pin, level);
    }
    void answer(std::span<std::uint8_t> bytes) {
        for (std::uint8_t& byte : bytes) {
            byte = replies.empty() ? 0 : replies.front();
            if (!replies.empty()) replies.erase(replies.begin());
        }
    }
    static std::string hex(wire::Bytes bytes) {
        static constexpr char digits[] = "0123456789abcdef";
        std::string text;
        for (const std::uint8_t byte : bytes) {
            text += digits[byte >> 4];
            text += digits[byte & 0xf];
        }
        return text;
    }

    std::uint32_t frequency_hz() const { return hz; }
    Clock32 clock() const { return {now}; }
    void set_alarm(Clock32 clock) { alarm = clock.raw; }
    CriticalSection critical_section() {
        ++critical_sections;
        return {this};
    }
    void pause(Ticks32 ticks) { now += ticks.raw; }
    Setup<Output> output(PinNumber pin, bool level) {
        if (pin.raw >= pin_count) return Reason::not_an_output_pin;
        driven[pin.raw] = true;
        note(pin.raw, level);
        return Output{this, pin.raw};
    }
    Setup<Input> input(PinNumber pin, Pull pull) {
        if (pin.raw >= pin_count) return Reason::not_an_input_pin;
        if (driven[pin.raw]) note(pin.raw, pull == Pull::up);
        driven[pin.raw] = false;
        return Input{this, pin.raw};
    }
    Setup<Pwm> pwm(PinNumber pin, Ticks32, std::uint16_t value) {
        if (pin.raw >= pin_count) return Reason::not_a_pwm_pin;
        Pwm result{this, pin.raw};
        result.write(value);
        return result;
    }
    Setup<Analog> analog(PinNumber pin) {
        if (pin.raw >= pin_count) return Reason::not_an_adc_pin;
        return Analog{this, pin.raw};
    }
    Setup<Spi> spi(std::uint32_t bus, std::uint8_t mode, std::uint32_t rate) {
        if (bus >= bus_count) return Reason::invalid_spi_bus;
        note("spi" + std::to_string(bus) + " mode " + std::to_string(mode) + " at " +
             std::to_string(rate));
        return Spi{this, bus};
    }
    Setup<I2c> i2c(std::uint32_t bus, std::uint32_t, std::uint8_t address) {
        if (bus >= bus_count) return Reason::invalid_i2c_bus;
        return I2c{this, bus, address};
    }
    // There is one whose serial number is "28-1".
    Setup<Ds18b20> ds18b20(wire::Bytes serial) {
        if (hex(serial) != "32382d31") return Reason::ds18b20_not_found;
        return Ds18b20{this};
    }
    void transmit(wire::Bytes block) {
        sent.insert(sent.end(), block.begin(), block.end());
        now += transmit_ticks;
    }
    void reset() { was_reset = true; }
    std::uint32_t peek(std::uint32_t address, unsigned) { return memory[address]; }
    void poke(std::uint32_t address, unsigned, std::uint32_t value) { memory[address] = value; }
};

static_assert(BoardWithSpi<FakeBoard> && BoardWithI2c<FakeBoard> && BoardWithOneWire<FakeBoard>);

}  // namespace escapement::firmware::testing
