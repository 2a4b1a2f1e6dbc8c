// Thermometers on a one-wire bus, read through the kernel of a Linux board.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct ConfigDs18b20 {
    Oid oid;
    wire::Bytes serial;              // as the kernel names the device: "28-031674b175ff"
    std::uint8_t max_error_count{};  // one failed reading more shuts the board down

    static constexpr wire::Schema<"config_ds18b20",
                                  &ConfigDs18b20::oid,
                                  &ConfigDs18b20::serial,
                                  &ConfigDs18b20::max_error_count>
        schema{};
};

// Starts measuring.
struct QueryDs18b20 {
    Oid oid;
    base::Clock32 clock;       // first request
    base::Ticks32 rest_ticks;  // between requests; 0 stops
    std::int32_t min_value{};  // in millidegrees; outside of the two the board shuts down
    std::int32_t max_value{};

    static constexpr wire::Schema<"query_ds18b20",
                                  &QueryDs18b20::oid,
                                  &QueryDs18b20::clock,
                                  &QueryDs18b20::rest_ticks,
                                  &QueryDs18b20::min_value,
                                  &QueryDs18b20::max_value>
        schema{};
};

struct Ds18b20Result {
    Oid oid;
    base::Clock32 next_clock;  // of the next request
    std::int32_t value{};      // in millidegrees; with a fault, the last good one
    std::uint32_t fault{};     // failed readings in a row

    static constexpr wire::Schema<"ds18b20_result",
                                  &Ds18b20Result::oid,
                                  &Ds18b20Result::next_clock,
                                  &Ds18b20Result::value,
                                  &Ds18b20Result::fault>
        schema{};
};

}  // namespace escapement::messages
