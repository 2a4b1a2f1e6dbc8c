// Commands for fuzz tests that a board is likely to understand.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "wire/dictionary.hpp"
#include "wire/format.hpp"
#include "wire/frame.hpp"

namespace escapement::firmware::testing {

// Turns bytes into a command of the board's dictionary, with small numbers and clocks to come:
// random payloads rarely name a device that exists, or a moment that is near.
class LikelyCommands {
  public:
    explicit LikelyCommands(const wire::Dictionary& dictionary) {
        for (const auto& command : dictionary.commands)
            formats_.push_back(*wire::MessageFormat::parse(command.format));
        for (const auto& command : dictionary.commands) ids_.push_back(command.id);
    }

    // The payload; empty if the bytes make none.
    std::vector<std::uint8_t> payload(wire::Bytes bytes, base::Clock32 now) const {
        const std::size_t index = take(bytes) % formats_.size();
        std::vector<wire::FieldValue> values;
        for (const wire::FormatField& field : formats_[index].fields())
            values.push_back(value(field, bytes, now));
        std::array<std::uint8_t, wire::max_payload_size> buffer;
        wire::Writer out(buffer);
        out.put_int(static_cast<std::uint32_t>(std::int32_t{ids_[index]}));
        if (!formats_[index].encode(values, out)) return {};
        return {out.bytes().begin(), out.bytes().end()};
    }

  private:
    static std::uint8_t take(wire::Bytes& bytes) {
        if (bytes.empty()) return 0;
        const std::uint8_t first = bytes.front();
        bytes = bytes.subspan(1);
        return first;
    }

    static wire::FieldValue value(const wire::FormatField& field,
                                  wire::Bytes& bytes,
                                  base::Clock32 now) {
        const std::uint8_t first = take(bytes);
        if (!wire::is_integer(field.kind)) {
            const std::size_t size = std::min<std::size_t>(first % 64, bytes.size());
            std::string text(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
            bytes = bytes.subspan(size);
            return text;
        }
        if (field.name == "clock") return std::int64_t{(now + base::Ticks32{first * 16U}).raw};
        return number(first);
    }

    static std::int64_t number(std::uint8_t byte) {
        if (byte < 0x80) return byte & 7;
        if (byte < 0xa0) return byte;
        if (byte < 0xe0) return (byte - 0x80) * 37;
        return std::int64_t{1} << (byte & 0x1f);
    }

    std::vector<wire::MessageFormat> formats_;
    std::vector<wire::MessageId> ids_;
};

}  // namespace escapement::firmware::testing
