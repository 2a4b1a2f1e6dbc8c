// A board for tests: its clock is a variable, its pins are a journal.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "firmware/board.hpp"

namespace escapement::firmware::testing {

// Has eight pins of every kind at one megahertz.  All is public: tests set and read it.
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
        bool read() { return board->levels[pin]; }
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
    struct CriticalSection {
        FakeBoard* board;
        ~CriticalSection() { --board->critical_sections; }
    };

    static constexpr std::uint32_t pin_count = 8;

    std::uint32_t now = 0;
    std::array<bool, pin_count> levels{};
    std::array<std::uint16_t, pin_count> voltages{};
    std::uint32_t conversion_ticks = 0;
    std::uint32_t transmit_ticks = 0;  // that sending a block takes
    std::uint32_t alarm = 0;
    std::map<std::uint32_t, std::uint32_t> memory;
    std::vector<std::uint8_t> sent;
    std::string journal;  // "100:P1=1 " for a level, "100:P1~255 " for a pulse width
    int critical_sections = 0;
    bool converting = false;
    bool was_reset = false;

    std::string moment() const { return std::to_string(now) + ":"; }
    void note(std::uint32_t pin, bool level) {
        if (levels[pin] != level)
            journal += moment() + "P" + std::to_string(pin) + (level ? "=1 " : "=0 ");
        levels[pin] = level;
    }

    std::uint32_t frequency_hz() const { return 1'000'000; }
    Clock32 clock() const { return {now}; }
    void set_alarm(Clock32 clock) { alarm = clock.raw; }
    CriticalSection critical_section() {
        ++critical_sections;
        return {this};
    }
    std::optional<Output> output(PinNumber pin, bool level) {
        if (pin.raw >= pin_count) return std::nullopt;
        note(pin.raw, level);
        return Output{this, pin.raw};
    }
    std::optional<Input> input(PinNumber pin, Pull) {
        if (pin.raw >= pin_count) return std::nullopt;
        return Input{this, pin.raw};
    }
    std::optional<Pwm> pwm(PinNumber pin, Ticks32, std::uint16_t value) {
        if (pin.raw >= pin_count) return std::nullopt;
        Pwm result{this, pin.raw};
        result.write(value);
        return result;
    }
    std::optional<Analog> analog(PinNumber pin) {
        if (pin.raw >= pin_count) return std::nullopt;
        return Analog{this, pin.raw};
    }
    void transmit(wire::Bytes block) {
        sent.insert(sent.end(), block.begin(), block.end());
        now += transmit_ticks;
    }
    void reset() { was_reset = true; }
    std::uint32_t peek(std::uint32_t address, unsigned) { return memory[address]; }
    void poke(std::uint32_t address, unsigned, std::uint32_t value) { memory[address] = value; }
};

static_assert(Board<FakeBoard>);

}  // namespace escapement::firmware::testing
