// CRC16-CCITT as message blocks use it: bit-reversed polynomial 0x8408, starting from 0xffff.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace escapement::wire {

namespace detail {

// One step for each value of four bits: a table of 32 bytes, small enough for any board.
inline constexpr auto crc16_table = [] {
    std::array<std::uint16_t, 16> table{};
    for (unsigned i = 0; i < table.size(); ++i) {
        unsigned crc = i;
        for (int bit = 0; bit < 4; ++bit) crc = (crc >> 1) ^ (crc & 1 ? 0x8408 : 0);
        table[i] = static_cast<std::uint16_t>(crc);
    }
    return table;
}();

}  // namespace detail

constexpr std::uint16_t crc16(std::span<const std::uint8_t> bytes) {
    std::uint32_t crc = 0xffff;
    for (std::uint8_t byte : bytes) {
        crc ^= byte;
        crc = (crc >> 4) ^ detail::crc16_table[crc & 0x0f];
        crc = (crc >> 4) ^ detail::crc16_table[crc & 0x0f];
    }
    return static_cast<std::uint16_t>(crc);
}

}  // namespace escapement::wire
