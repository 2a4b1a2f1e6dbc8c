// An I2C bus that is made by pulling two pins low and letting them go.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "firmware/board.hpp"
#include "messages/i2c.hpp"

namespace escapement::firmware {

// A line that is pulled up; this end only pulls it low or lets it go.
template <Board B>
class OpenDrain {
  public:
    OpenDrain(B& board, PinNumber pin, typename B::Input input)
        : board_(&board), number_(pin), input_(input) {}

    // Reason::none if it worked.
    Reason pull_low() { return board_->output(number_, false).reason(); }
    Reason let_go() {
        const auto input = board_->input(number_, Pull::up);
        if (input) input_ = *input;
        return input.reason();
    }
    bool read() { return input_.read(); }

  private:
    B* board_;
    PinNumber number_;
    typename B::Input input_;
};

// The only master of its bus; does not wait for devices that hold the clock.  Task context.
template <Board B>
class SoftI2c {
  public:
    using Status = messages::I2cStatus;
    struct Lines {
        OpenDrain<B> scl;
        OpenDrain<B> sda;
    };

    // `address` has 7 bits; each half of the clock's period lasts `pulse` or a little longer.
    SoftI2c(B& board, Lines lines, std::uint8_t address, Ticks32 pulse)
        : board_(&board),
          scl_(lines.scl),
          sda_(lines.sda),
          pulse_(pulse),
          address_(static_cast<std::uint8_t>(address << 1)) {}

    // Writes, then reads.  Without anything to read it only writes.
    Status transfer(wire::Bytes write, std::span<std::uint8_t> read) {
        Status status = Status::success;
        if (read.empty() || !write.empty()) status = start_writing(write);
        if (status == Status::success && !read.empty()) status = start_reading(read);
        stop();
        return status;
    }

    // Why a pin could not be switched in the last transfer, or none.
    Reason take_fault() {
        const Reason fault = fault_;
        fault_ = Reason::none;
        return fault;
    }

  private:
    Status start_writing(wire::Bytes data) {
        start();
        if (!send(address_)) return Status::start_nack;
        for (const std::uint8_t byte : data)
            if (!send(byte)) return Status::nack;
        return Status::success;
    }

    Status start_reading(std::span<std::uint8_t> data) {
        start();
        if (!send(address_ | 1)) return Status::start_read_nack;
        for (std::size_t i = 0; i < data.size(); ++i) data[i] = receive(i + 1 == data.size());
        return Status::success;
    }

    // Also in the middle of a transfer, then it begins the next one.
    void start() {
        pause();
        release(sda_);
        release(scl_);
        pause();
        pull(sda_);
        pause();
        pull(scl_);
    }

    void stop() {
        pull(sda_);
        pause();
        release(scl_);
        pause();
        release(sda_);
    }

    // False if nobody acknowledged the byte.
    bool send(std::uint8_t byte) {
        for (unsigned mask = 0x80; mask; mask >>= 1) {
            byte& mask ? release(sda_) : pull(sda_);
            clock();
        }
        release(sda_);
        return !clock();
    }

    std::uint8_t receive(bool last) {
        release(sda_);
        unsigned byte = 0;
        for (unsigned i = 0; i < 8; ++i) byte = byte << 1 | (clock() ? 1U : 0U);
        if (!last) pull(sda_);
        clock();
        return static_cast<std::uint8_t>(byte);
    }

    // One pulse of the clock; what was on the data line before it ended.
    bool clock() {
        pause();
        release(scl_);
        pause();
        const bool level = sda_.read();
        pull(scl_);
        return level;
    }

    void pause() { board_->pause(pulse_); }
    void pull(OpenDrain<B>& line) { note(line.pull_low()); }
    void release(OpenDrain<B>& line) { note(line.let_go()); }
    void note(Reason fault) {
        if (fault != Reason::none) fault_ = fault;
    }

    B* board_;
    OpenDrain<B> scl_;
    OpenDrain<B> sda_;
    Ticks32 pulse_;
    std::uint8_t address_;  // in the upper seven bits
    Reason fault_ = Reason::none;
};

}  // namespace escapement::firmware
