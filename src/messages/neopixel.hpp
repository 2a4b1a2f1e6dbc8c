// Chains of coloured lights that take their data as long and short pulses (WS2812 and others).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct ConfigNeopixel {
    Oid oid;
    PinNumber pin;
    std::uint16_t data_size{};      // bytes of the whole chain
    base::Ticks32 bit_max_ticks;    // a longer bit makes the chain take over what it has
    base::Ticks32 reset_min_ticks;  // rest between two updates

    static constexpr wire::Schema<"config_neopixel",
                                  &ConfigNeopixel::oid,
                                  &ConfigNeopixel::pin,
                                  &ConfigNeopixel::data_size,
                                  &ConfigNeopixel::bit_max_ticks,
                                  &ConfigNeopixel::reset_min_ticks>
        schema{};
};

// Changes what the next neopixel_send sends.
struct NeopixelUpdate {
    Oid oid;
    std::uint16_t pos{};
    wire::Bytes data;

    static constexpr wire::
        Schema<"neopixel_update", &NeopixelUpdate::oid, &NeopixelUpdate::pos, &NeopixelUpdate::data>
            schema{};
};

struct NeopixelResult {
    Oid oid;
    bool success{};  // false: an interrupt stretched a bit too far; send again

    static constexpr wire::Schema<"neopixel_result", &NeopixelResult::oid, &NeopixelResult::success>
        schema{};
};

struct NeopixelSend {
    Oid oid;
    using Reply = NeopixelResult;

    static constexpr wire::Schema<"neopixel_send", &NeopixelSend::oid> schema{};
};

}  // namespace escapement::messages
