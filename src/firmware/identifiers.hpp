// The numbers by which messages travel.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One byte holds -32 to 95.  Commands count up from `identify`, which is 1 by agreement;
// responses count down from `identify_response`, which is 0.
#pragma once

#include <concepts>
#include <cstddef>

#include "messages/all.hpp"
#include "wire/message.hpp"

namespace escapement::firmware {

inline constexpr wire::MessageId first_command_id = messages::identify_id;
inline constexpr std::size_t max_commands = 95;
inline constexpr std::size_t max_responses = 33;

namespace detail {

template <class M, class... Ms>
consteval std::size_t position(wire::MessageList<Ms...>) {
    std::size_t at = 0;
    bool found = false;
    ((found = found || std::same_as<M, Ms>, at += found ? 0 : 1), ...);
    return at;
}

}  // namespace detail

template <wire::Message M>
inline constexpr wire::MessageId response_id =
    static_cast<wire::MessageId>(-int(detail::position<M>(messages::Responses{})));

static_assert(response_id<messages::IdentifyResponse> == messages::identify_response_id);
static_assert(messages::Responses::size <= max_responses);

}  // namespace escapement::firmware
