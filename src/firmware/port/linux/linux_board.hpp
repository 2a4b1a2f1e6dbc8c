// A computer with Linux as a board.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "firmware/board.hpp"
#include "firmware/port/linux/devices.hpp"
#include "firmware/port/linux/one_wire.hpp"
#include "firmware/port/linux/pins.hpp"
#include "firmware/port/linux/sysfs.hpp"
#include "firmware/timer.hpp"
#include "runtime/byte_stream.hpp"
#include "runtime/clock.hpp"

namespace escapement::firmware::linux_port {

// One thread does everything: a timer runs when the loop or a pause finds it due.  A device of the
// computer that fails later than at its configuration is noted, and the loop shuts down for it.
class LinuxBoard {
  public:
    static constexpr std::uint32_t clock_frequency_hz = 50'000'000;
    static constexpr std::uint32_t ns_per_tick = 1'000'000'000 / clock_frequency_hz;
    // Other programs run on the computer, too.
    static constexpr std::uint32_t max_lateness_us = 100'000;

    class Output {
      public:
        Output(LinuxBoard& board, std::uint32_t pin) : board_(&board), pin_(pin) {}
        void write(bool level) { board_->drive(pin_, level); }
        void toggle() { board_->drive(pin_, !board_->levels_[pin_]); }

      private:
        LinuxBoard* board_;
        std::uint32_t pin_;
    };

    class Input {
      public:
        Input(LinuxBoard& board, GpioLine line) : board_(&board), line_(line) {}
        bool read() {
            const auto level = board_->devices_.gpio->read(line_);
            if (!level) board_->note_fault(Reason::gpio_failed);
            return level.value_or(false);
        }

      private:
        LinuxBoard* board_;
        GpioLine line_;
    };

    class Pwm {
      public:
        Pwm(LinuxBoard& board, PwmChannel& channel) : board_(&board), channel_(&channel) {}
        void write(std::uint16_t value) {
            if (!channel_->write(value)) board_->note_fault(Reason::pwm_failed);
        }

      private:
        LinuxBoard* board_;
        PwmChannel* channel_;
    };

    class Analog {
      public:
        Analog(LinuxBoard& board, AnalogChannel& channel) : board_(&board), channel_(&channel) {}
        Ticks32 sample() { return {}; }
        std::uint16_t read() {
            const auto value = channel_->read();
            if (!value) board_->note_fault(Reason::adc_failed);
            return value.value_or(0);
        }
        void cancel() {}

      private:
        LinuxBoard* board_;
        AnalogChannel* channel_;
    };

    class Spi {
      public:
        Spi(LinuxBoard& board, int device, std::uint32_t rate_hz)
            : board_(&board), device_(device), rate_hz_(rate_hz) {}
        void prepare() {}
        void exchange(std::span<std::uint8_t> data) {
            if (!board_->devices_.spi->exchange(device_, rate_hz_, data))
                board_->note_fault(Reason::spi_failed);
        }

      private:
        LinuxBoard* board_;
        int device_;
        std::uint32_t rate_hz_;
    };

    class I2c {
      public:
        I2c(LinuxBoard& board, int bus, std::uint8_t address)
            : board_(&board), bus_(bus), address_(address) {}
        messages::I2cStatus transfer(wire::Bytes write, std::span<std::uint8_t> read) {
            return board_->devices_.i2c->transfer(bus_, address_, write, read);
        }

      private:
        LinuxBoard* board_;
        int bus_;
        std::uint8_t address_;
    };

    class Ds18b20 {
      public:
        explicit Ds18b20(OneWireReader& reader) : reader_(&reader) {}
        void request() { reader_->request(); }
        Reading state() const { return reader_->state(); }
        std::int32_t millidegrees() const { return reader_->millidegrees(); }

      private:
        OneWireReader* reader_;
    };

    // Counts how deep sections nest; see timers_allowed().
    class [[nodiscard]] CriticalSection {
      public:
        explicit CriticalSection(LinuxBoard& board) : board_(board) { ++board_.sections_; }
        ~CriticalSection() { --board_.sections_; }
        CriticalSection(const CriticalSection&) = delete;
        CriticalSection& operator=(const CriticalSection&) = delete;

      private:
        LinuxBoard& board_;
    };

    // Borrows the clock and the cable.
    LinuxBoard(const runtime::Clock& clock, runtime::ByteStream& cable, Devices devices)
        : clock_(clock),
          cable_(cable),
          devices_(std::move(devices)),
          start_(clock.now()),
          levels_(gpio_chips * lines_per_chip) {}
    LinuxBoard(const LinuxBoard&) = delete;
    LinuxBoard& operator=(const LinuxBoard&) = delete;

    // What the firmware asks of a board.
    std::uint32_t frequency_hz() const { return clock_frequency_hz; }
    Clock32 clock() const { return mcu_clock().low(); }
    void set_alarm(Clock32) {}
    CriticalSection critical_section() { return CriticalSection(*this); }
    void pause(Ticks32 ticks);
    Setup<Output> output(PinNumber pin, bool level);
    Setup<Input> input(PinNumber pin, Pull pull);
    Setup<Pwm> pwm(PinNumber pin, Ticks32 cycle, std::uint16_t value);
    Setup<Analog> analog(PinNumber pin);
    Setup<Spi> spi(std::uint32_t bus, std::uint8_t mode, std::uint32_t rate_hz);
    Setup<I2c> i2c(std::uint32_t bus, std::uint32_t rate_hz, std::uint8_t address);
    Setup<Ds18b20> ds18b20(wire::Bytes serial);
    void transmit(wire::Bytes block) { cable_.write(block); }
    void reset() { reset_wanted_ = true; }
    // A process has no memory that a host should look into.
    std::uint32_t peek(std::uint32_t, unsigned) const { return 0; }
    void poke(std::uint32_t, unsigned, std::uint32_t) {}

    // What its owner asks of it.
    base::McuClock mcu_clock() const {
        return {static_cast<std::uint64_t>((clock_.now() - start_).count()) / ns_per_tick};
    }
    // When a clock near to the present one is.
    base::HostTime time_of(Clock32 clock) const {
        const auto ticks = static_cast<std::int64_t>(mcu_clock().widen(clock).raw);
        return start_ + base::HostTime::duration(ticks * ns_per_tick);
    }
    // Called in pauses, where an interrupt would come.
    void on_pause(std::function<void()> run_timers) { run_timers_ = std::move(run_timers); }
    // False in critical sections.
    bool timers_allowed() const { return sections_ == 0; }
    // What failed first since the last call, or Reason::none.
    Reason take_fault() { return std::exchange(fault_, Reason::none); }
    bool take_reset() { return std::exchange(reset_wanted_, false); }

  private:
    static constexpr std::size_t max_thermometers = 32;

    void note_fault(Reason reason) {
        if (fault_ == Reason::none) fault_ = reason;
    }
    void drive(std::uint32_t pin, bool level) {
        if (!devices_.gpio->write(*gpio_line({pin}), level)) note_fault(Reason::gpio_failed);
        levels_[pin] = level;
    }

    const runtime::Clock& clock_;
    runtime::ByteStream& cable_;
    Devices devices_;
    const base::HostTime start_;
    std::vector<std::uint8_t> levels_;  // of outputs, by pin
    std::map<std::uint32_t, PwmChannel> pwm_channels_;
    std::map<std::uint32_t, AnalogChannel> analog_channels_;
    std::map<std::string, std::unique_ptr<OneWireReader>, std::less<>> thermometers_;
    std::function<void()> run_timers_;
    unsigned sections_ = 0;
    Reason fault_ = Reason::none;
    bool reset_wanted_ = false;
};

static_assert(BoardWithSpi<LinuxBoard> && BoardWithI2c<LinuxBoard> && BoardWithOneWire<LinuxBoard>);

}  // namespace escapement::firmware::linux_port
