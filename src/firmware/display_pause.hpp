// How long displays have to be given between what they are told.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "firmware/core.hpp"

namespace escapement::firmware {

// Longer than any display needs; more would keep the board from other commands.
inline constexpr std::uint32_t max_display_delay_us = 5000;

// Task context.
template <Board B, Scheduler S>
class DisplayPause {
  public:
    explicit DisplayPause(Core<B, S>& core) : core_(core), last_(core.board().clock()) {}

    void nanoseconds(std::uint32_t ns) { core_.board().pause({core_.ticks(ns).raw / 1000}); }
    // Until `delay` has passed since the last done().
    void since_last(Ticks32 delay) {
        const Ticks32 passed = core_.board().clock() - last_;
        if (passed.raw < delay.raw) core_.board().pause({delay.raw - passed.raw});
    }
    void done() { last_ = core_.board().clock(); }

  private:
    Core<B, S>& core_;
    Clock32 last_;
};

}  // namespace escapement::firmware
