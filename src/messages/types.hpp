// The words that messages of several devices share.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace escapement::messages {

// Which of a board's configured devices is meant.
struct Oid {
    std::uint8_t raw = 0;
    constexpr bool operator==(const Oid&) const = default;
};

// A pin by the number that the enumeration `pin` of the board's dictionary gives it.
struct PinNumber {
    std::uint32_t raw = 0;
    constexpr bool operator==(const PinNumber&) const = default;
};

// A text by the number that the enumeration `static_string_id` gives it.
struct StaticStringId {
    std::uint16_t raw = 0;
    constexpr bool operator==(const StaticStringId&) const = default;
};

// Why a trsync triggered.  The host chooses the numbers; a board hands them on.
enum class TriggerReason : std::uint8_t {
    none = 0,
    endstop_hit = 1,
    host_request = 2,
    past_end_time = 3,
    comms_timeout = 4,
};

}  // namespace escapement::messages
