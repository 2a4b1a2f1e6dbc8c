// What the firmware tells about itself, made from the same declarations that it runs on.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For programs that build or simulate boards; the firmware itself holds only the result.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "firmware/identifiers.hpp"
#include "firmware/reason.hpp"
#include "firmware/uptime.hpp"
#include "messages/all.hpp"
#include "wire/dictionary_builder.hpp"

namespace escapement::firmware {

namespace detail {

// Names that count up from 0.
template <std::size_t N>
void name_all(wire::DictionaryBuilder& builder,
              std::string_view enumeration,
              const std::array<std::string_view, N>& names) {
    for (std::size_t i = 0; i < N; ++i)
        builder.name(enumeration, names[i], static_cast<std::int64_t>(i));
}

}  // namespace detail

// Adds all commands of a CommandList, all responses, reasons, and the names and constants that do
// not depend on the board.  CLOCK_FREQ, MCU, ADC_MAX, PWM_MAX, pins and buses are for the port.
template <class Commands>
void describe(wire::DictionaryBuilder& builder) {
    Commands::for_each(
        [&]<wire::Message M>(wire::MessageId id) { builder.template command<M>(id); });
    messages::Responses::for_each(
        [&]<wire::Message M>() { builder.template response<M>(response_id<M>); });
    for (std::size_t i = 1; i < reason_texts.size(); ++i)
        builder.static_string(static_cast<std::uint16_t>(i), reason_texts[i]);
    detail::name_all(builder, "i2c_bus_status", messages::i2c_status_names);
    detail::name_all(builder, "thermocouple_type", messages::thermocouple_type_names);
    detail::name_all(builder, "bus_oid_type", messages::bus_oid_type_names);
    detail::name_all(builder, "lis_chip_type", messages::lis_chip_type_names);
    detail::name_all(builder, "trigger_analog_type", messages::analog_trigger_type_names);
    detail::name_all(builder, "trigger_analog_error:", messages::analog_trigger_error_names);
    builder.constant("STATS_SUMSQ_BASE", sumsq_base);
    builder.constant("STEPPER_STEP_BOTH_EDGE", 1);
}

}  // namespace escapement::firmware
