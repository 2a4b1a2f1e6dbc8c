// A board made of virtual time and pins that somebody watches.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "base/time.hpp"
#include "firmware/board.hpp"
#include "firmware/port/sim/pin_observer.hpp"
#include "wire/codec.hpp"

namespace escapement::firmware::sim {

// Time stands still while the firmware works, also while it pauses.  Everything is allowed on every
// pin.
class SimBoard {
  public:
    class Output {
      public:
        Output(SimBoard& board, PinNumber pin) : board_(&board), pin_(pin) {}
        void write(bool level) { board_->drive(pin_, level); }
        void toggle() { board_->drive(pin_, !board_->levels_[pin_.raw]); }

      private:
        SimBoard* board_;
        PinNumber pin_;
    };

    class Input {
      public:
        Input(SimBoard& board, PinNumber pin) : board_(&board), pin_(pin) {}
        bool read() { return board_->observer_.input(pin_, board_->now_); }

      private:
        SimBoard* board_;
        PinNumber pin_;
    };

    class Pwm {
      public:
        Pwm(SimBoard& board, PinNumber pin, Ticks32 cycle)
            : board_(&board), pin_(pin), cycle_(cycle) {}
        void write(std::uint16_t value) {
            board_->observer_.pwm(pin_, value, cycle_, board_->now_);
        }

      private:
        SimBoard* board_;
        PinNumber pin_;
        Ticks32 cycle_;
    };

    class Analog {
      public:
        Analog(SimBoard& board, PinNumber pin) : board_(&board), pin_(pin) {}
        Ticks32 sample() { return {}; }
        std::uint16_t read() { return board_->observer_.analog(pin_, board_->now_); }
        void cancel() {}

      private:
        SimBoard* board_;
        PinNumber pin_;
    };

    class Spi {
      public:
        Spi(SimBoard& board, std::uint32_t bus) : board_(&board), bus_(bus) {}
        void prepare() {}
        void exchange(std::span<std::uint8_t> data) {
            board_->observer_.spi(bus_, data, board_->now_);
        }

      private:
        SimBoard* board_;
        std::uint32_t bus_;
    };

    class I2c {
      public:
        I2c(SimBoard& board, I2cAddress target) : board_(&board), target_(target) {}
        messages::I2cStatus transfer(wire::Bytes write, std::span<std::uint8_t> read) {
            return board_->observer_.i2c(target_, write, read, board_->now_);
        }

      private:
        SimBoard* board_;
        I2cAddress target_;
    };

    // The compiler would warn of a guard that does nothing at all.
    struct CriticalSection {
        ~CriticalSection() {}
    };

    // How many there are of each kind.
    struct Parts {
        std::size_t pins = 0;
        std::size_t spi_buses = 0;
        std::size_t i2c_buses = 0;
    };

    SimBoard(std::uint32_t frequency_hz, Parts parts, base::McuClock now, PinObserver& observer)
        : frequency_hz_(frequency_hz),
          parts_(parts),
          now_(now),
          levels_(parts.pins),
          driven_(parts.pins),
          observer_(observer) {}
    SimBoard(const SimBoard&) = delete;
    SimBoard& operator=(const SimBoard&) = delete;

    // What the firmware asks of a board.
    std::uint32_t frequency_hz() const { return frequency_hz_; }
    Clock32 clock() const { return now_.low(); }
    void set_alarm(Clock32) {}
    CriticalSection critical_section() { return {}; }
    void pause(Ticks32) {}
    Setup<Output> output(PinNumber pin, bool level) {
        if (!exists(pin)) return Reason::not_an_output_pin;
        driven_[pin.raw] = true;
        levels_[pin.raw] = level;
        observer_.output(pin, level, now_);
        return Output(*this, pin);
    }
    Setup<Input> input(PinNumber pin, Pull) {
        if (!exists(pin)) return Reason::not_an_input_pin;
        release(pin);
        return Input(*this, pin);
    }
    Setup<Pwm> pwm(PinNumber pin, Ticks32 cycle, std::uint16_t value) {
        if (!exists(pin)) return Reason::not_a_pwm_pin;
        driven_[pin.raw] = true;
        Pwm result(*this, pin, cycle);
        result.write(value);
        return result;
    }
    Setup<Analog> analog(PinNumber pin) {
        if (!exists(pin)) return Reason::not_an_adc_pin;
        return Analog(*this, pin);
    }
    Setup<Spi> spi(std::uint32_t bus, std::uint8_t, std::uint32_t) {
        if (bus >= parts_.spi_buses) return Reason::invalid_spi_bus;
        return Spi(*this, bus);
    }
    Setup<I2c> i2c(std::uint32_t bus, std::uint32_t, std::uint8_t address) {
        if (bus >= parts_.i2c_buses) return Reason::invalid_i2c_bus;
        return I2c(*this, {bus, address});
    }
    void transmit(wire::Bytes block) {
        if (sent_.size() + block.size() <= max_sent)
            sent_.insert(sent_.end(), block.begin(), block.end());
    }
    void reset() { reset_wanted_ = true; }
    // There is no memory to look into.
    std::uint32_t peek(std::uint32_t, unsigned) const { return 0; }
    void poke(std::uint32_t, unsigned, std::uint32_t) {}

    // What its owner asks of it.
    base::McuClock now() const { return now_; }
    void advance(base::McuClock now) {
        ASSERT(now >= now_);
        now_ = now;
    }
    bool has_sent() const { return !sent_.empty(); }
    std::vector<std::uint8_t> take_sent() { return std::exchange(sent_, {}); }
    bool take_reset() { return std::exchange(reset_wanted_, false); }
    // Ends all driving of pins, as a reset does.
    void release_pins() {
        for (std::uint32_t pin = 0; pin < driven_.size(); ++pin) release({pin});
    }

  private:
    static constexpr std::size_t max_sent = 1 << 20;

    bool exists(PinNumber pin) const { return pin.raw < levels_.size(); }
    void release(PinNumber pin) {
        if (!driven_[pin.raw]) return;
        driven_[pin.raw] = levels_[pin.raw] = false;
        observer_.released(pin, now_);
    }
    void drive(PinNumber pin, bool level) {
        if (levels_[pin.raw] == level) return;
        levels_[pin.raw] = level;
        observer_.output(pin, level, now_);
    }

    const std::uint32_t frequency_hz_;
    const Parts parts_;
    base::McuClock now_;
    std::vector<std::uint8_t> levels_;
    std::vector<std::uint8_t> driven_;
    std::vector<std::uint8_t> sent_;
    bool reset_wanted_ = false;
    PinObserver& observer_;
};

}  // namespace escapement::firmware::sim
