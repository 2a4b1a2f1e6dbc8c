// Declared messages: format text, bytes, limits.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/message.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace escapement::wire {
namespace {

using Octets = std::vector<std::uint8_t>;

enum class Colour : std::uint8_t { red = 1, blue = 200 };

struct Everything {
    std::uint8_t small = 0;
    std::int8_t signed_small = 0;
    bool truth = false;
    std::uint16_t medium = 0;
    std::int16_t signed_medium = 0;
    std::uint32_t large = 0;
    std::int32_t signed_large = 0;
    base::Clock32 clock;
    Colour colour = Colour::red;
    Bytes data;
    std::string_view note;
    std::uint32_t pin = 0;

    static constexpr Schema<"everything",
                            &Everything::small,
                            &Everything::signed_small,
                            &Everything::truth,
                            &Everything::medium,
                            &Everything::signed_medium,
                            &Everything::large,
                            &Everything::signed_large,
                            &Everything::clock,
                            &Everything::colour,
                            &Everything::data,
                            &Everything::note,
                            spelled<"%c", &Everything::pin>>
        schema{};
};

struct Nothing {
    static constexpr Schema<"nothing"> schema{};
};

struct Question {
    using Reply = Nothing;
    static constexpr Schema<"question"> schema{};
};

static_assert(format<Nothing> == "nothing");
static_assert(format<Everything> ==
              "everything small=%c signed_small=%c truth=%c medium=%hu signed_medium=%hi large=%u "
              "signed_large=%i clock=%u colour=%c data=%*s note=%s pin=%c");
static_assert(Everything::schema.arity == 12);
static_assert(Query<Question> && !Query<Nothing> && Message<Nothing> && !Message<Octets>);

template <class T>
concept Travels = requires {
    Field<T>::format;
};
static_assert(!Travels<std::uint64_t> && !Travels<double>);

template <Message M>
Octets encoded(MessageId id, const M& message) {
    std::array<std::uint8_t, 64> buffer;
    Writer out(buffer);
    EXPECT_TRUE(encode(id, message, out));
    return {out.bytes().begin(), out.bytes().end()};
}

// Whether `bytes`, behind an identifier, read as an M.
template <Message M>
bool readable(const Octets& bytes) {
    Reader in(bytes);
    M message;
    return decode(in, message);
}

TEST(Message, fields_travel_in_the_order_of_the_schema) {
    Everything message;
    message.small = 1;
    message.signed_small = -1;
    message.truth = true;
    message.medium = 300;
    message.colour = Colour::blue;
    message.note = "hi";
    message.pin = 5;

    EXPECT_EQ(encoded(7, message),
              (Octets{7, 1, 0x7f, 1, 0x82, 0x2c, 0, 0, 0, 0, 0x81, 0x48, 0, 2, 'h', 'i', 5}));
}

TEST(Message, extremes_survive) {
    const Octets data{0, 0x7e, 0xff};
    Everything message{255,
                       -128,
                       true,
                       65535,
                       -32768,
                       0xffffffff,
                       -2147483647 - 1,
                       {0x80000000},
                       Colour::blue,
                       data,
                       "note",
                       300};
    const Octets bytes = encoded(-32, message);
    Reader in(bytes);
    Everything read;

    EXPECT_EQ(take_id(in), -32);
    ASSERT_TRUE(decode(in, read));

    EXPECT_TRUE(in.at_end());
    EXPECT_EQ(read.small, 255);
    EXPECT_EQ(read.signed_small, -128);
    EXPECT_TRUE(read.truth);
    EXPECT_EQ(read.medium, 65535);
    EXPECT_EQ(read.signed_medium, -32768);
    EXPECT_EQ(read.large, 0xffffffffU);
    EXPECT_EQ(read.signed_large, -2147483647 - 1);
    EXPECT_EQ(read.clock.raw, 0x80000000U);
    EXPECT_EQ(read.colour, Colour::blue);
    EXPECT_EQ(Octets(read.data.begin(), read.data.end()), data);
    EXPECT_EQ(read.note, "note");
    EXPECT_EQ(read.pin, 300U);
}

TEST(Message, identifiers_from_minus_32_to_95_take_one_byte) {
    EXPECT_EQ(encoded(-32, Nothing{}), (Octets{0x60}));
    EXPECT_EQ(encoded(95, Nothing{}), (Octets{0x5f}));
    EXPECT_EQ(encoded(96, Nothing{}), (Octets{0x80, 0x60}));
    EXPECT_EQ(encoded(-33, Nothing{}), (Octets{0xff, 0x5f}));
}

TEST(Message, one_that_does_not_fit_leaves_the_buffer_as_it_was) {
    std::array<std::uint8_t, 4> buffer{};
    Writer out(buffer);
    ASSERT_TRUE(encode(1, Nothing{}, out));

    EXPECT_FALSE(encode(2, Everything{}, out));

    EXPECT_EQ(Octets(out.bytes().begin(), out.bytes().end()), (Octets{1}));
    EXPECT_TRUE(encode(3, Nothing{}, out));
}

struct Narrow {
    std::uint8_t a = 0;
    std::int16_t b = 0;
    static constexpr Schema<"narrow", &Narrow::a, &Narrow::b> schema{};
};

TEST(Message, a_number_too_large_for_its_field_is_refused) {
    EXPECT_TRUE(readable<Narrow>({5, 5}));
    EXPECT_FALSE(readable<Narrow>({0x82, 0x00, 5}));        // 256
    EXPECT_FALSE(readable<Narrow>({5, 0x84, 0x80, 0x00}));  // 65536
}

TEST(Message, one_cut_short_is_refused) {
    const Octets bytes = encoded(1, Everything{});
    for (std::size_t size = 1; size < bytes.size(); ++size)
        EXPECT_FALSE(readable<Everything>(Octets(bytes.begin() + 1, bytes.begin() + size))) << size;
}

TEST(Message, the_greatest_size_of_numbers_is_known) {
    EXPECT_EQ(Narrow::schema.max_size, 2U + 2U + 3U);
    EXPECT_EQ(encoded(12287, Narrow{255, -32768}).size(), Narrow::schema.max_size);
}

constexpr std::uint8_t second_byte() {
    std::array<std::uint8_t, 8> buffer{};
    Writer out(buffer);
    return encode(3, Narrow{9, -1}, out) ? buffer[1] : 0;
}
static_assert(second_byte() == 9);

}  // namespace
}  // namespace escapement::wire
