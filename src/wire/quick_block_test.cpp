// The quick checksum against the small one, and the same blocks.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/quick_block.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <vector>

namespace escapement::wire {
namespace {

TEST(QuickBlock, has_a_checksum_that_equals_the_checksum_by_single_bytes) {
    std::mt19937 random(6);
    for (std::size_t size = 0; size <= 64; ++size) {
        for (int n = 0; n < 20; ++n) {
            std::vector<std::uint8_t> bytes(size);
            for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
            ASSERT_EQ(crc16_by_eight(bytes), crc16(bytes)) << size;
        }
    }
}

TEST(QuickBlock, is_the_block_that_is_encoded_otherwise) {
    for (std::size_t size = 0; size <= max_payload_size; ++size) {
        std::array<std::uint8_t, max_block_size> quick{}, other{};
        for (std::size_t i = 0; i < size; ++i) quick[2 + i] = static_cast<std::uint8_t>(i * 37);
        const Sequence sequence{static_cast<std::uint8_t>(size % 16)};
        const std::vector<std::uint8_t> payload(&quick[2], &quick[2 + size]);

        ASSERT_EQ(seal_block(sequence, size, quick), encode_block(sequence, payload, other));
        ASSERT_EQ(quick, other);
    }
}

}  // namespace
}  // namespace escapement::wire
