// Homing by what a sensor measures rather than by a switch.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

enum class AnalogTriggerType : std::uint8_t { abs_ge, gt, diff_peak_gt };
// The enumeration `trigger_analog_type`, by number.
inline constexpr auto analog_trigger_type_names =
    std::to_array<std::string_view>({"abs_ge", "gt", "diff_peak_gt"});

// What is added to the host's `error_reason`.
enum class AnalogTriggerError : std::uint8_t { raw_range, overflow, monitor, sensor_specific };
// The enumeration `trigger_analog_error:`, by number.
inline constexpr auto analog_trigger_error_names =
    std::to_array<std::string_view>({"RAW_RANGE", "OVERFLOW", "MONITOR", "SENSOR_SPECIFIC"});

struct ConfigTriggerAnalog {
    Oid oid;
    Oid sos_filter_oid;

    static constexpr wire::Schema<"config_trigger_analog",
                                  &ConfigTriggerAnalog::oid,
                                  &ConfigTriggerAnalog::sos_filter_oid>
        schema{};
};

// A measurement outside of these ends homing with an error.
struct TriggerAnalogSetRawRange {
    Oid oid;
    std::int32_t raw_min{};
    std::int32_t raw_max{};

    static constexpr wire::Schema<"trigger_analog_set_raw_range",
                                  &TriggerAnalogSetRawRange::oid,
                                  &TriggerAnalogSetRawRange::raw_min,
                                  &TriggerAnalogSetRawRange::raw_max>
        schema{};
};

// Of the filtered value: its size is at least that, it is greater, or it is so much less than the
// greatest so far.
struct TriggerAnalogSetTrigger {
    Oid oid;
    AnalogTriggerType trigger_analog_type{};
    std::int32_t trigger_value{};

    static constexpr wire::Schema<"trigger_analog_set_trigger",
                                  &TriggerAnalogSetTrigger::oid,
                                  &TriggerAnalogSetTrigger::trigger_analog_type,
                                  &TriggerAnalogSetTrigger::trigger_value>
        schema{};
};

struct TriggerAnalogHome {
    Oid oid;
    Oid trsync_oid;
    TriggerReason trigger_reason{};
    TriggerReason error_reason{};  // the first of four, see AnalogTriggerError
    base::Clock32 clock;           // from then on measurements count
    base::Ticks32 monitor_ticks;   // between looks whether there were any; 0 ends homing
    std::uint32_t monitor_max{};   // after so many looks without one homing fails

    static constexpr wire::Schema<"trigger_analog_home",
                                  &TriggerAnalogHome::oid,
                                  &TriggerAnalogHome::trsync_oid,
                                  &TriggerAnalogHome::trigger_reason,
                                  &TriggerAnalogHome::error_reason,
                                  &TriggerAnalogHome::clock,
                                  &TriggerAnalogHome::monitor_ticks,
                                  &TriggerAnalogHome::monitor_max>
        schema{};
};

struct TriggerAnalogState {
    Oid oid;
    bool homing{};
    base::Clock32 homing_clock;  // when it triggered, or homing starts

    static constexpr wire::Schema<"trigger_analog_state",
                                  &TriggerAnalogState::oid,
                                  &TriggerAnalogState::homing,
                                  &TriggerAnalogState::homing_clock>
        schema{};
};

struct TriggerAnalogQueryState {
    Oid oid;
    using Reply = TriggerAnalogState;

    static constexpr wire::Schema<"trigger_analog_query_state", &TriggerAnalogQueryState::oid>
        schema{};
};

// From now on what the pin measures is looked at, until the board shuts down.
struct AnalogInAttachTriggerAnalog {
    Oid oid;
    Oid trigger_analog_oid;

    static constexpr wire::Schema<"analog_in_attach_trigger_analog",
                                  &AnalogInAttachTriggerAnalog::oid,
                                  &AnalogInAttachTriggerAnalog::trigger_analog_oid>
        schema{};
};

}  // namespace escapement::messages
