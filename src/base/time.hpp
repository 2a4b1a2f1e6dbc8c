// Four clocks, four types.  Only mcu::ClockModel may turn one into another.
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   HostTime   the computer's monotonic clock; when did we send or hear this?
//   PrintTime  seconds on the machine's own timeline; when must it happen?
//   McuClock   64-bit tick count of one microcontroller, as the host keeps it
//   Clock32    the low half of McuClock, as the microcontroller keeps it
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace escapement::base {

using Seconds = std::chrono::duration<double>;

// Clocks without now(): the current time is asked of an injected runtime::Clock.
struct HostDomain {
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    static constexpr bool is_steady = true;
};
struct PrintDomain {
    using duration = Seconds;
    using rep = duration::rep;
    using period = duration::period;
    static constexpr bool is_steady = true;
};

using HostTime = std::chrono::time_point<HostDomain>;
using PrintTime = std::chrono::time_point<PrintDomain>;

// A time span as the host's clock counts it: whole nanoseconds, towards zero; within 290 years.
constexpr HostTime::duration host_duration(Seconds span) {
    return std::chrono::duration_cast<HostTime::duration>(span);
}

struct Ticks32 {
    std::uint32_t raw = 0;
};

// Wraps every few seconds, so it has an order only relative to a nearby clock.
struct Clock32 {
    std::uint32_t raw = 0;

    constexpr bool before(Clock32 other) const {
        return static_cast<std::int32_t>(raw - other.raw) < 0;
    }
    constexpr Clock32& operator+=(Ticks32 t) {
        raw += t.raw;
        return *this;
    }
    friend constexpr Clock32 operator+(Clock32 c, Ticks32 t) { return c += t; }
    friend constexpr Ticks32 operator-(Clock32 a, Clock32 b) { return {a.raw - b.raw}; }
    bool operator<(Clock32) const = delete;
    constexpr bool operator==(const Clock32&) const = default;
};

struct McuClock {
    std::uint64_t raw = 0;

    constexpr auto operator<=>(const McuClock&) const = default;
    constexpr Clock32 low() const { return {static_cast<std::uint32_t>(raw)}; }
    // The full clock nearest to this one whose low half is `seen`.
    constexpr McuClock widen(Clock32 seen) const {
        return {raw + static_cast<std::int64_t>(static_cast<std::int32_t>(seen.raw - low().raw))};
    }
};

}  // namespace escapement::base
