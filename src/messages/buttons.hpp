// Up to eight buttons that are looked at together and reported when they have settled.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct ConfigButtons {
    Oid oid;
    std::uint8_t button_count{};  // at most 8

    static constexpr wire::
        Schema<"config_buttons", &ConfigButtons::oid, &ConfigButtons::button_count>
            schema{};
};

struct ButtonsAdd {
    Oid oid;
    std::uint8_t pos{};  // which bit of a report
    PinNumber pin;
    std::int8_t pull_up{};  // 1 up, -1 down, 0 neither

    static constexpr wire::Schema<"buttons_add",
                                  &ButtonsAdd::oid,
                                  &ButtonsAdd::pos,
                                  &ButtonsAdd::pin,
                                  &ButtonsAdd::pull_up>
        schema{};
};

// Starts looking.
struct ButtonsQuery {
    Oid oid;
    base::Clock32 clock;              // first look
    base::Ticks32 rest_ticks;         // between looks; 0 stops
    std::uint8_t retransmit_count{};  // looks without an acknowledgement until a report is repeated
    std::uint8_t invert{};            // the levels at rest; nothing is reported until they change

    static constexpr wire::Schema<"buttons_query",
                                  &ButtonsQuery::oid,
                                  &ButtonsQuery::clock,
                                  &ButtonsQuery::rest_ticks,
                                  &ButtonsQuery::retransmit_count,
                                  &ButtonsQuery::invert>
        schema{};
};

// Acknowledges the oldest `count` states of a report.
struct ButtonsAck {
    Oid oid;
    std::uint8_t count{};

    static constexpr wire::Schema<"buttons_ack", &ButtonsAck::oid, &ButtonsAck::count> schema{};
};

struct ButtonsState {
    Oid oid;
    std::uint8_t ack_count{};  // states acknowledged before these; wraps
    wire::Bytes state;         // one byte for each change, a bit for each button

    static constexpr wire::
        Schema<"buttons_state", &ButtonsState::oid, &ButtonsState::ack_count, &ButtonsState::state>
            schema{};
};

}  // namespace escapement::messages
