// What host and microcontroller say to each other about endstops.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct ConfigEndstop {
    Oid oid;
    PinNumber pin;
    std::int8_t pull_up{};  // 1 pulls up, 0 floats, -1 pulls down

    static constexpr wire::Schema<"config_endstop",
                                  &ConfigEndstop::oid,
                                  wire::spelled<"%c", &ConfigEndstop::pin>,
                                  &ConfigEndstop::pull_up>
        schema{};
};

// Starts sampling a pin, and triggers a trsync when it settles at `pin_value`.  A `sample_count`
// of zero cancels a home in progress.
struct EndstopHome {
    Oid oid;
    base::Clock32 clock;          // first sample
    base::Ticks32 sample_ticks;   // between confirming samples
    std::uint8_t sample_count{};  // how many in a row must agree; 0 cancels
    base::Ticks32 rest_ticks;     // between ordinary samples
    bool pin_value{};             // the level that means hit
    Oid trsync_oid;
    TriggerReason trigger_reason{};

    static constexpr wire::Schema<"endstop_home",
                                  &EndstopHome::oid,
                                  &EndstopHome::clock,
                                  &EndstopHome::sample_ticks,
                                  &EndstopHome::sample_count,
                                  &EndstopHome::rest_ticks,
                                  &EndstopHome::pin_value,
                                  &EndstopHome::trsync_oid,
                                  &EndstopHome::trigger_reason>
        schema{};
};

struct EndstopState {
    Oid oid;
    bool homing{};
    base::Clock32 next_clock;  // of the ordinary sample after the one that hit
    bool pin_value{};

    static constexpr wire::Schema<"endstop_state",
                                  &EndstopState::oid,
                                  &EndstopState::homing,
                                  &EndstopState::next_clock,
                                  &EndstopState::pin_value>
        schema{};
};

struct EndstopQueryState {
    Oid oid;
    using Reply = EndstopState;

    static constexpr wire::Schema<"endstop_query_state", &EndstopQueryState::oid> schema{};
};

}  // namespace escapement::messages
