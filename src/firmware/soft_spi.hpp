// An SPI bus that is made by switching three pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "firmware/board.hpp"

namespace escapement::firmware {

// Full duplex, most significant bit first.  Task context, or when shutting down.
template <Board B>
class SoftSpi {
  public:
    struct Pins {
        typename B::Input miso;
        typename B::Output mosi;
        typename B::Output sclk;
    };

    // `mode` is 0 to 3; a period of the clock lasts `period` or a little longer.
    SoftSpi(B& board, Pins pins, std::uint8_t mode, Ticks32 period)
        : board_(&board),
          pins_(pins),
          early_{period.raw / 2},
          late_{period.raw - period.raw / 2},
          idle_level_(mode & 2),
          shifts_first_(mode & 1) {}

    void prepare() {
        pins_.sclk.write(idle_level_);
        board_->pause({early_.raw + late_.raw});
    }

    // Sends the bytes and puts in their place what came back.
    void exchange(std::span<std::uint8_t> data) {
        for (std::uint8_t& byte : data) byte = exchanged(byte);
    }

  private:
    std::uint8_t exchanged(std::uint8_t out) {
        unsigned in = 0;
        for (unsigned mask = 0x80; mask; mask >>= 1) in = in << 1 | (shift(out & mask) ? 1U : 0U);
        return static_cast<std::uint8_t>(in);
    }

    // One period.  The bit is there half a period before the edge at which it is taken over.
    bool shift(bool out) {
        board_->pause(early_);
        if (shifts_first_) {
            pins_.sclk.toggle();
            pins_.mosi.write(out);
            board_->pause(late_);
            pins_.sclk.toggle();
            return pins_.miso.read();
        }
        pins_.mosi.write(out);
        pins_.sclk.toggle();
        board_->pause(late_);
        const bool in = pins_.miso.read();
        pins_.sclk.toggle();
        return in;
    }

    B* board_;
    Pins pins_;
    Ticks32 early_;
    Ticks32 late_;
    bool idle_level_;
    bool shifts_first_;
};

}  // namespace escapement::firmware
