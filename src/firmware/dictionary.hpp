// What the firmware tells about itself, made from the same declarations that it runs on.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For programs that build or simulate boards; the firmware itself holds only the result.
#pragma once

#include "firmware/identifiers.hpp"
#include "firmware/reason.hpp"
#include "firmware/uptime.hpp"
#include "messages/all.hpp"
#include "wire/dictionary_builder.hpp"

namespace escapement::firmware {

// Adds all commands of a CommandList, all responses, reasons and the constants that do not
// depend on the board.  CLOCK_FREQ, MCU, ADC_MAX, PWM_MAX and the pins are for the port to add.
template <class Commands>
void describe(wire::DictionaryBuilder& builder) {
    Commands::for_each(
        [&]<wire::Message M>(wire::MessageId id) { builder.template command<M>(id); });
    messages::Responses::for_each(
        [&]<wire::Message M>() { builder.template response<M>(response_id<M>); });
    for (std::size_t i = 1; i < reason_texts.size(); ++i)
        builder.static_string(static_cast<std::uint16_t>(i), reason_texts[i]);
    builder.constant("STATS_SUMSQ_BASE", sumsq_base);
    builder.constant("STEPPER_STEP_BOTH_EDGE", 1);
}

}  // namespace escapement::firmware
