// Voltages: sums of samples of an analog pin, reported by and by.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct ConfigAnalogIn {
    Oid oid;
    PinNumber pin;

    static constexpr wire::Schema<"config_analog_in", &ConfigAnalogIn::oid, &ConfigAnalogIn::pin>
        schema{};
};

// Starts sampling.
struct QueryAnalogIn {
    Oid oid;
    base::Clock32 clock;              // first sample
    base::Ticks32 sample_ticks;       // between the samples of a report
    std::uint8_t sample_count{};      // whose sum is reported; 0 stops
    base::Ticks32 rest_ticks;         // between the starts of reports
    std::uint8_t bytes_per_report{};  // values of two bytes are gathered until so many
    std::uint16_t min_value{};        // of a sum; outside of the two counts as a fault
    std::uint16_t max_value{};
    std::uint8_t range_check_count{};  // faults in a row that shut the board down; 0 as 1

    static constexpr wire::Schema<"query_analog_in",
                                  &QueryAnalogIn::oid,
                                  &QueryAnalogIn::clock,
                                  &QueryAnalogIn::sample_ticks,
                                  &QueryAnalogIn::sample_count,
                                  &QueryAnalogIn::rest_ticks,
                                  &QueryAnalogIn::bytes_per_report,
                                  &QueryAnalogIn::min_value,
                                  &QueryAnalogIn::max_value,
                                  &QueryAnalogIn::range_check_count>
        schema{};
};

struct AnalogInState {
    Oid oid;
    base::Clock32 next_clock;  // of the first sample after these
    wire::Bytes values;        // little-endian, two bytes each

    static constexpr wire::Schema<"analog_in_state",
                                  &AnalogInState::oid,
                                  &AnalogInState::next_clock,
                                  &AnalogInState::values>
        schema{};
};

// Firmware older than the gathering of values.
namespace legacy {

// Starts sampling.
struct QueryAnalogIn {
    Oid oid;
    base::Clock32 clock;          // first sample
    base::Ticks32 sample_ticks;   // between the samples of a report
    std::uint8_t sample_count{};  // whose sum is reported; 0 stops
    base::Ticks32 rest_ticks;     // between the starts of reports
    std::uint16_t min_value{};    // of a sum; outside of the two counts as a fault
    std::uint16_t max_value{};
    std::uint8_t range_check_count{};  // faults in a row that shut the board down; 0 as 1

    static constexpr wire::Schema<"query_analog_in",
                                  &QueryAnalogIn::oid,
                                  &QueryAnalogIn::clock,
                                  &QueryAnalogIn::sample_ticks,
                                  &QueryAnalogIn::sample_count,
                                  &QueryAnalogIn::rest_ticks,
                                  &QueryAnalogIn::min_value,
                                  &QueryAnalogIn::max_value,
                                  &QueryAnalogIn::range_check_count>
        schema{};
};

struct AnalogInState {
    Oid oid;
    base::Clock32 next_clock;  // of the next sum's first sample
    std::uint16_t value{};

    static constexpr wire::Schema<"analog_in_state",
                                  &AnalogInState::oid,
                                  &AnalogInState::next_clock,
                                  &AnalogInState::value>
        schema{};
};

}  // namespace legacy

}  // namespace escapement::messages
