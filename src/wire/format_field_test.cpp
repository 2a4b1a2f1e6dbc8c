// Fields known at run time: values in bytes and in print.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/format_field.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace escapement::wire {
namespace {

using Octets = std::vector<std::uint8_t>;

FormatField number(FieldKind kind) {
    return {"count", kind};
}

// What becomes of a typed text: "12", or why not.
std::string typed(const FormatField& field, std::string_view text) {
    const auto value = field.parse(text);
    return value ? field.print(*value) : value.error().what;
}

TEST(FormatField, numbers_are_decimal_or_hexadecimal) {
    EXPECT_EQ(typed(number(FieldKind::u32), "12"), "12");
    EXPECT_EQ(typed(number(FieldKind::i32), "-12"), "-12");
    EXPECT_EQ(typed(number(FieldKind::u32), "0xFF"), "255");
    EXPECT_EQ(typed(number(FieldKind::i32), "-0x10"), "-16");
}

TEST(FormatField, what_is_no_number_is_said) {
    for (const char* text : {"", "x", "1.5", "0x", "1 ", "--1", "+1", "0xg"})
        EXPECT_EQ(typed(number(FieldKind::u32), text),
                  "count: expected a whole number, not '" + std::string(text) + "'");
    EXPECT_EQ(typed(number(FieldKind::u32), "99999999999999999999"),
              "count: '99999999999999999999' is too large a number");
}

TEST(FormatField, numbers_are_held_to_their_width) {
    EXPECT_EQ(typed(number(FieldKind::u8), "256"), "count: 256 is not within -128 to 255");
    EXPECT_EQ(typed(number(FieldKind::u16), "65536"), "count: 65536 is not within -32768 to 65535");
    EXPECT_EQ(typed(number(FieldKind::i16), "32768"), "count: 32768 is not within -32768 to 32767");
    EXPECT_EQ(typed(number(FieldKind::i32), "2147483648"),
              "count: 2147483648 is not within -2147483648 to 2147483647");
    EXPECT_EQ(typed(number(FieldKind::u32), "4294967296"),
              "count: 4294967296 is not within -2147483648 to 4294967295");
    EXPECT_EQ(typed(number(FieldKind::u8), "-1"), "-1");
}

TEST(FormatField, named_values_are_typed_by_name_or_number) {
    Enumeration pins;
    ASSERT_TRUE(pins.add_range("PA0", 0, 16));
    const FormatField pin{"step_pin", FieldKind::u8, &pins};

    EXPECT_EQ(typed(pin, "PA3"), "PA3");
    EXPECT_EQ(typed(pin, "3"), "PA3");
    EXPECT_EQ(typed(pin, "300"), "300");
    EXPECT_EQ(typed(pin, "PAA3"), "step_pin: there is no 'PAA3' (did you mean 'PA3'?)");
}

TEST(FormatField, buffers_are_hexadecimal_or_quoted) {
    const FormatField data{"data", FieldKind::buffer};

    EXPECT_EQ(typed(data, "00ff7E"), "00ff7e");
    EXPECT_EQ(typed(data, "\"hi there\""), "\"hi there\"");
    EXPECT_EQ(typed(data, "6869"), "\"hi\"");
    EXPECT_EQ(typed(data, ""), "");
    EXPECT_EQ(typed(data, "\"\""), "");
    EXPECT_EQ(typed(data, "abc"),
              "data: expected pairs of hexadecimal digits or \"text\", not 'abc'");
    EXPECT_EQ(typed(data, "zz"),
              "data: expected pairs of hexadecimal digits or \"text\", not 'zz'");
}

TEST(FormatField, a_value_of_the_wrong_kind_is_not_encoded) {
    std::array<std::uint8_t, 8> buffer;
    Writer out(buffer);

    EXPECT_EQ(number(FieldKind::u8).encode("text", out).error().what, "count: must be a number");
    EXPECT_EQ((FormatField{"data", FieldKind::buffer}.encode(std::int64_t{5}, out).error().what),
              "data: must be bytes");
    EXPECT_EQ(number(FieldKind::u8).encode(std::int64_t{999}, out).error().what,
              "count: 999 is not within -128 to 255");
    EXPECT_EQ(out.size(), 0U);
}

TEST(FormatField, signs_are_those_of_the_field) {
    const Octets minus_one{0x7f};
    const auto read = [&](FieldKind kind) {
        Reader in(minus_one);
        return number(kind).print(*number(kind).decode(in));
    };

    EXPECT_EQ(read(FieldKind::u32), "4294967295");
    EXPECT_EQ(read(FieldKind::i32), "-1");
    EXPECT_EQ(read(FieldKind::i16), "-1");
    EXPECT_EQ(read(FieldKind::u8), "-1");
}

TEST(FormatField, a_received_number_beyond_its_width_is_an_error) {
    const Octets bytes{0x82, 0x00};
    Reader in(bytes);

    EXPECT_EQ(number(FieldKind::u8).decode(in).error().what,
              "count: 256 is not within -128 to 255");
}

TEST(FormatField, a_received_field_cut_short_is_an_error) {
    const Octets bytes{0x05, 'a'};
    Reader in(bytes);

    EXPECT_EQ((FormatField{"data", FieldKind::buffer}.decode(in).error().what),
              "data: the message ends too early");
}

}  // namespace
}  // namespace escapement::wire
