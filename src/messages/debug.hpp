// Messages for looking into a board from a console.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "wire/message.hpp"

namespace escapement::messages {

// Does nothing.
struct DebugNop {
    static constexpr wire::Schema<"debug_nop"> schema{};
};

struct Pong {
    wire::Bytes data;

    static constexpr wire::Schema<"pong", &Pong::data> schema{};
};

// Is sent back as it is.
struct DebugPing {
    wire::Bytes data;
    using Reply = Pong;

    static constexpr wire::Schema<"debug_ping", &DebugPing::data> schema{};
};

struct DebugResult {
    std::uint32_t val{};

    static constexpr wire::Schema<"debug_result", &DebugResult::val> schema{};
};

// Reads memory.
struct DebugRead {
    std::uint8_t order{};  // of the width: 0 is 8 bits, 1 is 16, 2 is 32
    std::uint32_t addr{};
    using Reply = DebugResult;

    static constexpr wire::Schema<"debug_read", &DebugRead::order, &DebugRead::addr> schema{};
};

// Writes memory.
struct DebugWrite {
    std::uint8_t order{};  // as in debug_read
    std::uint32_t addr{};
    std::uint32_t val{};

    static constexpr wire::
        Schema<"debug_write", &DebugWrite::order, &DebugWrite::addr, &DebugWrite::val>
            schema{};
};

}  // namespace escapement::messages
