// Integers and buffers: every width, every sign, every edge.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/codec.hpp"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <vector>

namespace escapement::wire {
namespace {

using Octets = std::vector<std::uint8_t>;

Octets written(std::int64_t value) {
    std::array<std::uint8_t, max_int_size> buffer;
    Writer out(buffer);
    out.put_int(static_cast<std::uint32_t>(value));
    return {out.bytes().begin(), out.bytes().end()};
}

// Nothing if the bytes are not exactly one integer.
std::optional<std::uint32_t> read(const Octets& bytes) {
    Reader in(bytes);
    const std::uint32_t value = in.take_int();
    if (!in.ok() || !in.at_end()) return std::nullopt;
    return value;
}

constexpr bool survives(std::uint32_t value) {
    std::array<std::uint8_t, max_int_size> buffer{};
    Writer out(buffer);
    out.put_int(value);
    Reader in(out.bytes());
    return in.take_int() == value && in.ok() && in.at_end();
}

static_assert(survives(0) && survives(0x7fffffff) && survives(0x80000000) && survives(0xffffffff));

TEST(Codec, integers_take_the_bytes_of_the_published_table) {
    // Protocol.md of Klipper lists these ranges by encoded size.
    EXPECT_EQ(written(-32).size(), 1U);
    EXPECT_EQ(written(95).size(), 1U);
    EXPECT_EQ(written(-4096).size(), 2U);
    EXPECT_EQ(written(12287).size(), 2U);
    EXPECT_EQ(written(-524288).size(), 3U);
    EXPECT_EQ(written(1572863).size(), 3U);
    EXPECT_EQ(written(-67108864).size(), 4U);
    EXPECT_EQ(written(201326591).size(), 4U);
    EXPECT_EQ(written(-2147483648LL).size(), 5U);
    EXPECT_EQ(written(4294967295LL).size(), 1U);  // the same bits as -1
}

TEST(Codec, one_step_beyond_a_range_takes_one_byte_more) {
    EXPECT_EQ(written(-33).size(), 2U);
    EXPECT_EQ(written(96).size(), 2U);
    EXPECT_EQ(written(-4097).size(), 3U);
    EXPECT_EQ(written(12288).size(), 3U);
    EXPECT_EQ(written(-524289).size(), 4U);
    EXPECT_EQ(written(1572864).size(), 4U);
    EXPECT_EQ(written(-67108865).size(), 5U);
    EXPECT_EQ(written(201326592).size(), 5U);
}

TEST(Codec, bytes_are_seven_bits_each_most_significant_first) {
    EXPECT_EQ(written(0), (Octets{0x00}));
    EXPECT_EQ(written(-1), (Octets{0x7f}));
    EXPECT_EQ(written(128), (Octets{0x81, 0x00}));
    EXPECT_EQ(written(-129), (Octets{0xfe, 0x7f}));
    EXPECT_EQ(written(0x12345678), (Octets{0x81, 0x91, 0xd1, 0xac, 0x78}));
    EXPECT_EQ(written(0x80000000), (Octets{0x88, 0x80, 0x80, 0x80, 0x00}));
}

TEST(Codec, every_integer_near_a_power_of_two_survives) {
    for (unsigned bit = 0; bit < 32; ++bit)
        for (std::uint32_t base : {std::uint32_t{1} << bit, 3U << bit, ~(std::uint32_t{1} << bit)})
            for (std::uint32_t offset = 0; offset < 5; ++offset)
                EXPECT_TRUE(survives(base + offset - 2)) << base + offset - 2;
}

TEST(Codec, every_integer_of_sixteen_bits_survives) {
    for (std::int32_t value = -32768; value <= 65535; ++value)
        ASSERT_TRUE(survives(static_cast<std::uint32_t>(value))) << value;
}

TEST(Codec, integers_spread_over_all_32_bits_survive) {
    std::uint32_t value = 0;
    for (int i = 0; i < 200000; ++i) {
        value = value * 1664525U + 1013904223U;  // Numerical Recipes' generator: full period
        ASSERT_TRUE(survives(value)) << value;
    }
}

TEST(Codec, a_sign_extended_first_byte_reads_like_a_zero_extended_one) {
    // Klipper's host writes negative numbers of five bytes this way, its firmware the other.
    EXPECT_EQ(read({0xf8, 0x80, 0x80, 0x80, 0x00}), 0x80000000U);
    EXPECT_EQ(read({0x88, 0x80, 0x80, 0x80, 0x00}), 0x80000000U);
}

TEST(Codec, longer_forms_of_small_integers_are_read) {
    EXPECT_EQ(read({0x80, 0x80, 0x80, 0x80, 0x05}), 5U);
    EXPECT_EQ(read({0xff, 0xff, 0xff, 0xff, 0x7f}), 0xffffffffU);
}

TEST(Codec, six_bytes_are_no_integer) {
    EXPECT_EQ(read({0x80, 0x80, 0x80, 0x80, 0x80, 0x05}), std::nullopt);
}

TEST(Codec, an_integer_cut_short_is_no_integer) {
    EXPECT_EQ(read({}), std::nullopt);
    EXPECT_EQ(read({0x81}), std::nullopt);
    EXPECT_EQ(read({0x81, 0x91, 0xd1, 0xac}), std::nullopt);
}

TEST(Codec, a_failed_read_leaves_nothing_to_read) {
    const Octets bytes{0x80, 0x80, 0x80, 0x80, 0x80, 0x05, 0x01};
    Reader in(bytes);

    in.take_int();

    EXPECT_FALSE(in.ok());
    EXPECT_TRUE(in.at_end());
    EXPECT_EQ(in.take_int(), 0U);
    EXPECT_TRUE(in.take_bytes().empty());
}

TEST(Codec, a_narrow_integer_is_held_to_its_width) {
    const auto fits = [](std::int64_t value, unsigned bits) {
        const Octets bytes = written(value);
        Reader in(bytes);
        in.take_int(bits);
        return in.ok();
    };

    EXPECT_TRUE(fits(255, 8) && fits(-128, 8) && fits(65535, 16) && fits(-32768, 16));
    EXPECT_FALSE(fits(256, 8) || fits(-129, 8) || fits(65536, 16) || fits(-32769, 16));
    EXPECT_FALSE(fits(0x7fffffff, 8) || fits(0x80000000, 8) || fits(0x80000000, 16));
}

TEST(Codec, buffers_carry_their_length) {
    const Octets data{1, 2, 3};
    std::array<std::uint8_t, 8> buffer;
    Writer out(buffer);

    out.put_bytes(data);
    out.put_text("hi");

    EXPECT_EQ(Octets(out.bytes().begin(), out.bytes().end()), (Octets{3, 1, 2, 3, 2, 'h', 'i'}));
    Reader in(out.bytes());
    const Bytes first = in.take_bytes();
    EXPECT_EQ(Octets(first.begin(), first.end()), data);
    EXPECT_EQ(in.take_bytes().size(), 2U);
    EXPECT_TRUE(in.ok() && in.at_end());
}

TEST(Codec, a_buffer_longer_than_what_is_left_fails) {
    const Octets bytes{4, 1, 2, 3};
    Reader in(bytes);

    EXPECT_TRUE(in.take_bytes().empty());
    EXPECT_FALSE(in.ok());
}

TEST(Codec, a_writer_that_is_full_says_so_and_can_go_back) {
    std::array<std::uint8_t, 3> buffer{};
    Writer out(buffer);
    out.put_int(1);

    out.put_int(0x12345678);

    EXPECT_FALSE(out.fits());
    out.rewind(1);
    EXPECT_TRUE(out.fits());
    EXPECT_EQ(out.bytes().size(), 1U);
}

TEST(Codec, more_than_255_bytes_fit_no_buffer) {
    const Octets data(256);
    std::array<std::uint8_t, 600> buffer;
    Writer out(buffer);

    out.put_bytes(data);

    EXPECT_FALSE(out.fits());
}

}  // namespace
}  // namespace escapement::wire
