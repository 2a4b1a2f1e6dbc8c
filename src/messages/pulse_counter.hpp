// Counting the edges at an input, such as those of a fan's tachometer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct ConfigCounter {
    Oid oid;
    PinNumber pin;
    std::int8_t pull_up{};  // 1 up, -1 down, 0 neither

    static constexpr wire::
        Schema<"config_counter", &ConfigCounter::oid, &ConfigCounter::pin, &ConfigCounter::pull_up>
            schema{};
};

// Starts counting.
struct QueryCounter {
    Oid oid;
    base::Clock32 clock;         // first look
    base::Ticks32 poll_ticks;    // between looks
    base::Ticks32 sample_ticks;  // between reports

    static constexpr wire::Schema<"query_counter",
                                  &QueryCounter::oid,
                                  &QueryCounter::clock,
                                  &QueryCounter::poll_ticks,
                                  &QueryCounter::sample_ticks>
        schema{};
};

struct CounterState {
    Oid oid;
    base::Clock32 next_clock;   // of the next look
    std::uint32_t count{};      // edges since the start; wraps
    base::Clock32 count_clock;  // of the look that saw the last one

    static constexpr wire::Schema<"counter_state",
                                  &CounterState::oid,
                                  &CounterState::next_clock,
                                  &CounterState::count,
                                  &CounterState::count_clock>
        schema{};
};

}  // namespace escapement::messages
