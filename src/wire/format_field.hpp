// One field of a message known only at run time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.hpp"
#include "wire/codec.hpp"
#include "wire/enumeration.hpp"

namespace escapement::wire {

// %c %hu %hi %u %i are integers; %s, %*s and %.*s are bytes with a length before them.
enum class FieldKind { u8, u16, i16, u32, i32, text, buffer, constant_buffer };

constexpr bool is_integer(FieldKind kind) {
    return kind <= FieldKind::i32;
}

// An integer, or the bytes of a buffer or text.
using FieldValue = std::variant<std::int64_t, std::string>;

struct FormatField {
    std::string name;
    FieldKind kind;
    const Enumeration* names = nullptr;  // for its values, where the board names them

    // Appends the value; fails, and leaves `out` alone, if it is of the wrong kind or size.
    base::Result<void> encode(const FieldValue& value, Writer& out) const;
    base::Result<FieldValue> decode(Reader& in) const;
    // As typed and printed: 12, -3, 0x1f; PA3, "Timer too close"; "text", 00ff.
    base::Result<FieldValue> parse(std::string_view text) const;
    std::string print(const FieldValue& value) const;
};

}  // namespace escapement::wire
