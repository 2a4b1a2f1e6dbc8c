// Compression: there and back, and everything that can be wrong with compressed data.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/deflate.hpp"

#include <gtest/gtest.h>

namespace escapement::wire {
namespace {

std::string reason(const std::vector<std::uint8_t>& bytes, std::size_t limit = 1000000) {
    const auto text = decompress(bytes, limit);
    return text ? "fine" : text.error().what;
}

TEST(Deflate, text_survives) {
    std::string text = "there and back again";
    for (int i = 0; i < 12; ++i) text += text;

    const auto result = decompress(compress(text), text.size());

    ASSERT_TRUE(result);
    EXPECT_EQ(*result, text);
}

TEST(Deflate, data_cut_anywhere_are_cut_off) {
    const auto whole = compress("a dictionary that is long enough to be cut");
    for (std::size_t size = 1; size < whole.size(); ++size)
        EXPECT_EQ(reason({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}),
                  "is cut off: the compressed data end after " + std::to_string(size) + " bytes");
    EXPECT_EQ(reason({}), "is empty");
}

TEST(Deflate, noise_is_not_compressed_data) {
    EXPECT_EQ(reason({'n', 'o', 'i', 's', 'e'}),
              "is neither JSON nor readable compressed data: incorrect header check");
}

TEST(Deflate, a_damaged_byte_is_found_out) {
    auto bytes = compress("some text that will be damaged in transit");
    bytes[bytes.size() - 1] ^= 1;

    EXPECT_EQ(reason(bytes), "is neither JSON nor readable compressed data: incorrect data check");
}

TEST(Deflate, bytes_after_the_end_are_found_out) {
    auto bytes = compress("text");
    bytes.resize(bytes.size() + 3);

    EXPECT_EQ(reason(bytes), "3 bytes follow the compressed data");
}

TEST(Deflate, a_bomb_is_defused) {
    const auto bomb = compress(std::string(50000000, 'x'));

    EXPECT_LT(bomb.size(), 100000U);
    EXPECT_EQ(reason(bomb), "gives more than 1000000 bytes when decompressed");
}

TEST(Deflate, input_beyond_the_limit_is_not_even_tried) {
    EXPECT_EQ(reason(std::vector<std::uint8_t>(11), 10), "is larger than 10 bytes");
}

}  // namespace
}  // namespace escapement::wire
