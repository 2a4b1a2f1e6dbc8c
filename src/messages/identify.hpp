// How the host reads the data dictionary off a board before it knows any other message.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "wire/message.hpp"

namespace escapement::messages {

// The only identifiers that both ends know before they talk.
inline constexpr wire::MessageId identify_response_id = 0;
inline constexpr wire::MessageId identify_id = 1;

// A piece of the compressed dictionary.
struct IdentifyResponse {
    std::uint32_t offset{};
    wire::Bytes data;  // empty at the end

    static constexpr wire::Schema<"identify_response",
                                  &IdentifyResponse::offset,
                                  wire::spelled<"%.*s", &IdentifyResponse::data>>
        schema{};
};

// Asks for `count` bytes of the compressed dictionary from `offset` on.
struct Identify {
    std::uint32_t offset{};
    std::uint8_t count{};  // 40 fit a block
    using Reply = IdentifyResponse;

    static constexpr wire::Schema<"identify", &Identify::offset, &Identify::count> schema{};
};

}  // namespace escapement::messages
