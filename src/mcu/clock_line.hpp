// A straight line between the computer's time and a microcontroller's clock.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/time.hpp"

namespace escapement::mcu {

// The nearest tick; what lies before a clock's zero is zero, what lies beyond centuries is that.
inline base::McuClock nearest_clock(double ticks) {
    constexpr double furthest = 9e18;
    return {static_cast<std::uint64_t>(std::llround(std::clamp(ticks, 0.0, furthest)))};
}

struct ClockLine {
    base::HostTime time{};
    double clock = 0.0;         // then, in ticks
    double frequency_hz = 1.0;  // above zero

    base::McuClock at(base::HostTime when) const {
        return nearest_clock(clock + base::Seconds(when - time).count() * frequency_hz);
    }
    base::HostTime time_of(base::McuClock when) const {
        const base::Seconds delay{(static_cast<double>(when.raw) - clock) / frequency_hz};
        // Further than thirty years away is as good as never; the cast below must not overflow.
        const base::Seconds bounded = std::clamp(delay, base::Seconds{-1e9}, base::Seconds{1e9});
        return time + base::host_duration(bounded);
    }
};

}  // namespace escapement::mcu
