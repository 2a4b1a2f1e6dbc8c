// A chip that nobody makes, as a board: what an image is compiled for to see what it needs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <new>
#include <span>

#include "firmware/board.hpp"
#include "firmware/scheduler/preemptive.hpp"

namespace escapement::freestanding {

// What stands for the chip.  Volatile, so that no access is left out.
struct Registers {
    std::uint32_t clock, interrupts, data, conversion, width, reset, bus, tasks;
    std::uint32_t alarms[firmware::level_count];
};
inline constexpr std::uintptr_t registers_at = 0x40000000;

inline volatile Registers& chip() {
    return *reinterpret_cast<volatile Registers*>(registers_at);
}

inline constexpr std::uint32_t pin_count = 32;

// A port with each kind of pin and bus, and no more than that.
struct Chip {
    struct Output {
        std::uint32_t mask;
        void write(bool level) { chip().data = level ? chip().data | mask : chip().data & ~mask; }
        void toggle() { chip().data = chip().data ^ mask; }
    };
    struct Input {
        std::uint32_t mask;
        bool read() { return chip().data & mask; }
    };
    struct Pwm {
        void write(std::uint16_t value) { chip().width = value; }
    };
    struct Analog {
        base::Ticks32 sample() { return {chip().conversion}; }
        std::uint16_t read() { return static_cast<std::uint16_t>(chip().conversion); }
        void cancel() { chip().conversion = 0; }
    };
    struct Spi {
        void prepare() {}
        void exchange(std::span<std::uint8_t> data) {
            for (std::uint8_t& byte : data) {
                chip().bus = byte;
                byte = static_cast<std::uint8_t>(chip().bus);
            }
        }
    };
    struct I2c {
        messages::I2cStatus transfer(wire::Bytes write, std::span<std::uint8_t> read) {
            for (const std::uint8_t byte : write) chip().bus = byte;
            for (std::uint8_t& byte : read) byte = static_cast<std::uint8_t>(chip().bus);
            return messages::I2cStatus::success;
        }
    };
    struct CriticalSection {
        std::uint32_t before;
        ~CriticalSection() { chip().interrupts = before; }
    };

    std::uint32_t frequency_hz() const { return 48'000'000; }
    base::Clock32 clock() const { return {chip().clock}; }
    void set_alarm(base::Clock32 clock) { chip().alarms[0] = clock.raw; }
    void set_alarm(firmware::Level level, base::Clock32 clock) {
        chip().alarms[static_cast<std::size_t>(level)] = clock.raw;
    }
    void request_tasks() { chip().tasks = 1; }
    CriticalSection critical_section() {
        const std::uint32_t before = chip().interrupts;
        chip().interrupts = 0;
        return {before};
    }

    void pause(base::Ticks32 ticks) {
        const base::Clock32 start = clock();
        while ((clock() - start).raw < ticks.raw) {
        }
    }

    template <class Pin>
    firmware::Setup<Pin> pin(messages::PinNumber number, Pin pin) {
        if (number.raw >= pin_count) return firmware::Reason::not_an_output_pin;
        return pin;
    }
    std::uint32_t mask(messages::PinNumber number) { return 1U << (number.raw % pin_count); }
    firmware::Setup<Output> output(messages::PinNumber number, bool level) {
        Output result{mask(number)};
        result.write(level);
        return pin(number, result);
    }
    firmware::Setup<Input> input(messages::PinNumber number, firmware::Pull) {
        return pin(number, Input{mask(number)});
    }
    firmware::Setup<Pwm> pwm(messages::PinNumber number, base::Ticks32, std::uint16_t value) {
        chip().width = value;
        return pin(number, Pwm{});
    }
    firmware::Setup<Analog> analog(messages::PinNumber number) { return pin(number, Analog{}); }
    firmware::Setup<Spi> spi(std::uint32_t, std::uint8_t, std::uint32_t) { return Spi{}; }
    firmware::Setup<I2c> i2c(std::uint32_t, std::uint32_t, std::uint8_t) { return I2c{}; }

    void transmit(wire::Bytes block) {
        for (const std::uint8_t byte : block) chip().data = byte;
    }
    void reset() { chip().reset = 1; }
    std::uint32_t peek(std::uint32_t, unsigned) { return 0; }
    void poke(std::uint32_t, unsigned, std::uint32_t) {}
};

static_assert(firmware::BoardWithSpi<Chip> && firmware::BoardWithI2c<Chip>);
static_assert(firmware::BoardWithPriorities<Chip>);

// What lies in the chip's memory.
template <class Program>
struct Ram {
    Chip board;
    alignas(8) std::array<std::byte, 4096> devices;
    alignas(Program) std::array<std::byte, sizeof(Program)> program;
};
inline constexpr std::uintptr_t ram_at = 0x20000000;

template <class Program>
Ram<Program>& ram() {
    return *reinterpret_cast<Ram<Program>*>(ram_at);
}
template <class Program>
Program& running() {
    return *std::launder(reinterpret_cast<Program*>(ram<Program>().program.data()));
}
template <class Program>
void power_on() {
    new (ram<Program>().program.data()) Program(ram<Program>().board, ram<Program>().devices, {});
}

}  // namespace escapement::freestanding
