// Message blocks with the checksum computed eight bytes at a time, where there is room for tables.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A checksum is linear: what each of eight bytes contributes after the others have passed can be
// looked up by itself, so eight lookups wait for each other once instead of eight times.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/assert.hpp"
#include "wire/frame.hpp"

namespace escapement::wire {

namespace detail {

using Crc16Table = std::array<std::uint16_t, 256>;

// Table i: what a byte contributes when i more bytes follow it.
inline constexpr auto crc16_tables = [] {
    std::array<Crc16Table, 8> tables{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        unsigned crc = byte;
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1 ? 0x8408 : 0);
        tables[0][byte] = static_cast<std::uint16_t>(crc);
    }
    for (std::size_t i = 1; i < tables.size(); ++i)
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const unsigned before = tables[i - 1][byte];
            tables[i][byte] = static_cast<std::uint16_t>((before >> 8) ^ tables[0][before & 0xff]);
        }
    return tables;
}();

}  // namespace detail

// Equal to crc16().
constexpr std::uint16_t crc16_by_eight(std::span<const std::uint8_t> bytes) {
    const auto& tables = detail::crc16_tables;
    unsigned crc = 0xffff;
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        const unsigned first = bytes[i] ^ (crc & 0xff), second = bytes[i + 1] ^ (crc >> 8);
        crc = tables[7][first] ^ tables[6][second] ^ tables[5][bytes[i + 2]] ^
              tables[4][bytes[i + 3]] ^ tables[3][bytes[i + 4]] ^ tables[2][bytes[i + 5]] ^
              tables[1][bytes[i + 6]] ^ tables[0][bytes[i + 7]];
    }
    for (; i < bytes.size(); ++i) crc = (crc >> 8) ^ tables[0][(crc ^ bytes[i]) & 0xff];
    return static_cast<std::uint16_t>(crc);
}

// Turns what stands at out[2] and behind, a payload of this size, into the block that
// encode_block() makes of it, and returns its size.
constexpr std::size_t seal_block(Sequence sequence,
                                 std::size_t payload_size,
                                 std::span<std::uint8_t, max_block_size> out) {
    ASSERT(payload_size <= max_payload_size);
    const std::size_t size = payload_size + block_overhead;
    out[0] = static_cast<std::uint8_t>(size);
    out[1] = sequence_mark | (sequence.raw & 0x0f);
    const std::uint16_t crc = crc16_by_eight(out.first(size - 3));
    out[size - 3] = static_cast<std::uint8_t>(crc >> 8);
    out[size - 2] = static_cast<std::uint8_t>(crc);
    out[size - 1] = sync_byte;
    return size;
}

}  // namespace escapement::wire
