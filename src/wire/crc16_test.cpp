// The checksum of message blocks against published values.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/crc16.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>

namespace escapement::wire {
namespace {

constexpr std::array<std::uint8_t, 9> digits{'1', '2', '3', '4', '5', '6', '7', '8', '9'};

// The check value of CRC-16/MCRF4XX in the catalogue of parametrised CRC algorithms.
static_assert(crc16(digits) == 0x6f91);
static_assert(crc16({}) == 0xffff);

TEST(Crc16, is_that_of_an_empty_block_with_sequence_zero) {
    // The value that klippy/msgproto.py of Klipper computes for this acknowledgement.
    const std::array<std::uint8_t, 2> header{0x05, 0x10};

    EXPECT_EQ(crc16(header), 0x9e81);
}

TEST(Crc16, changes_with_every_single_bit) {
    auto damaged = digits;
    for (std::size_t bit = 0; bit < 8 * damaged.size(); ++bit) {
        damaged[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        EXPECT_NE(crc16(damaged), crc16(digits)) << bit;
        damaged = digits;
    }
}

}  // namespace
}  // namespace escapement::wire
