// How long the board has been running, and how busy it was.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/system.hpp"

namespace escapement::firmware {

// Counts how often the clock went round; must see it more often than that.
class Uptime {
  public:
    explicit Uptime(base::Clock32 now) : last_(now) {}

    messages::Uptime at(base::Clock32 now) {
        if (now.raw < last_.raw) ++high_;
        last_ = now;
        return {high_, now};
    }

  private:
    base::Clock32 last_;
    std::uint32_t high_ = 0;
};

inline constexpr std::uint32_t sumsq_base = 256;

// The time that pieces of work took: rounds of tasks, and the handling of what was received.
class LoadStatistics {
  public:
    LoadStatistics(base::Clock32 now, base::Ticks32 period) : since_(now), period_(period) {}

    // Sums saturate rather than wrap.
    void add(base::Ticks32 duration) {
        const std::uint32_t ticks = duration.raw;
        ++stats_.count;
        stats_.sum += ticks;
        const std::uint32_t before = stats_.sumsq;
        if (ticks > 0xfffff)
            stats_.sumsq = 0xffffffff;
        else
            stats_.sumsq += squared(ticks);
        if (stats_.sumsq < before) stats_.sumsq = 0xffffffff;
    }

    bool due(base::Clock32 now) const { return (now - since_).raw >= period_.raw; }

    // What was gathered; starts a new period.
    messages::Stats take(base::Clock32 now) {
        const messages::Stats stats = stats_;
        stats_ = {};
        since_ = now;
        return stats;
    }

  private:
    // In units of sumsq_base, rounded up; large numbers are rounded before they would overflow.
    static constexpr std::uint32_t squared(std::uint32_t ticks) {
        if (ticks <= 0xffff) return (ticks * ticks + sumsq_base - 1) / sumsq_base;
        return (ticks + sumsq_base - 1) / sumsq_base * ticks;
    }

    messages::Stats stats_;
    base::Clock32 since_;
    base::Ticks32 period_;
};

}  // namespace escapement::firmware
