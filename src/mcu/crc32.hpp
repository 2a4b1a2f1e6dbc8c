// CRC-32 as zlib and Ethernet have it: reflected polynomial 0xedb88320.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "wire/codec.hpp"

namespace escapement::mcu {

// Of bytes that come in pieces: begin with zero and hand the result on.
constexpr std::uint32_t crc32(wire::Bytes bytes, std::uint32_t so_far = 0) {
    std::uint32_t crc = ~so_far;
    for (std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320U : 0);
    }
    return ~crc;
}

}  // namespace escapement::mcu
