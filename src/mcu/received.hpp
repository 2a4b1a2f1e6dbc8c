// What a link hands over: a block that arrived, or word that a message did.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/time.hpp"
#include "wire/codec.hpp"
#include "wire/frame.hpp"

namespace escapement::mcu {

// Identifies a message whose arrival somebody waits for; zero is nobody's.
using Ticket = std::uint32_t;

// A value, so that it can pass between threads.
struct Received {
    // The message of this ticket was acknowledged, after all that it made the board say; or
    // zero, and there is a payload.
    Ticket acknowledged = 0;
    // When the last acknowledged block had left; unknown if it had to be repeated.
    std::optional<base::HostTime> sent;
    base::HostTime received{};
    std::uint8_t size = 0;
    std::array<std::uint8_t, wire::max_payload_size> bytes;

    wire::Bytes payload() const { return wire::Bytes(bytes).first(size); }
};

}  // namespace escapement::mcu
