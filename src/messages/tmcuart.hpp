// The serial line of one or two wires by which stepper drivers are set up.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct ConfigTmcuart {
    Oid oid;
    PinNumber rx_pin;
    bool pull_up{};
    PinNumber tx_pin;  // may be rx_pin: one wire for both ways
    base::Ticks32 bit_time;

    static constexpr wire::Schema<"config_tmcuart",
                                  &ConfigTmcuart::oid,
                                  &ConfigTmcuart::rx_pin,
                                  &ConfigTmcuart::pull_up,
                                  &ConfigTmcuart::tx_pin,
                                  &ConfigTmcuart::bit_time>
        schema{};
};

// Sends bits and reads bits.  Ignored while the line is busy.
struct TmcuartSend {
    Oid oid;
    wire::Bytes write;    // at most 10 bytes: the bits in their order, start and stop bits included
    std::uint8_t read{};  // as many bytes of bits are read then; at most 10

    static constexpr wire::
        Schema<"tmcuart_send", &TmcuartSend::oid, &TmcuartSend::write, &TmcuartSend::read>
            schema{};
};

struct TmcuartResponse {
    Oid oid;
    wire::Bytes read;  // bits as they came; empty if the driver was silent

    static constexpr wire::Schema<"tmcuart_response", &TmcuartResponse::oid, &TmcuartResponse::read>
        schema{};
};

}  // namespace escapement::messages
