// Messages known at run time: format texts, arguments, output().
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/format.hpp"

#include <gtest/gtest.h>

#include <array>

namespace escapement::wire {
namespace {

using Octets = std::vector<std::uint8_t>;

MessageFormat parsed(std::string_view text) {
    auto format = MessageFormat::parse(text);
    EXPECT_TRUE(format) << format.error().what;
    return *std::move(format);
}

std::string reason(std::string_view text) {
    const auto format = MessageFormat::parse(text);
    return format ? "fine" : format.error().what;
}

// What becomes of arguments that are typed for `format`.
std::string typed(const MessageFormat& format, std::string_view arguments) {
    const auto values = format.parse_arguments(arguments);
    return values ? format.print(*values) : values.error().what;
}

TEST(Format, knows_every_field_type) {
    const auto format = parsed("all a=%c b=%hu c=%hi d=%u e=%i f=%s g=%*s h=%.*s");

    EXPECT_EQ(format.name(), "all");
    ASSERT_EQ(format.fields().size(), 8U);
    EXPECT_EQ(format.fields()[0].kind, FieldKind::u8);
    EXPECT_EQ(format.fields()[4].kind, FieldKind::i32);
    EXPECT_EQ(format.fields()[7].kind, FieldKind::constant_buffer);
}

TEST(Format, says_what_is_wrong_with_a_text) {
    EXPECT_EQ(reason("a b=%ld"),
              "'a b=%ld': unknown field type '%ld' (known are %c %hu %hi %u %i %s %*s %.*s)");
    EXPECT_EQ(reason("a b=%c b=%u"), "'a b=%c b=%u': there are two fields 'b'");
    EXPECT_EQ(reason("a =%c"), "'a =%c': expected name=%type, not '=%c'");
    EXPECT_EQ(reason("  "), "'  ': does not begin with the name of a message");
    EXPECT_EQ(reason(" get_clock"), "' get_clock': does not begin with the name of a message");
}

TEST(Format, arguments_come_in_any_order) {
    EXPECT_EQ(typed(parsed("queue_step oid=%c interval=%u add=%hi"), "add=-3 interval=100 oid=1"),
              "queue_step oid=1 interval=100 add=-3");
}

TEST(Format, wrong_arguments_are_named) {
    const auto format = parsed("queue_step oid=%c interval=%u");

    EXPECT_EQ(typed(format, "oid=1"), "queue_step: interval: is missing");
    EXPECT_EQ(typed(format, "oid=1 oid=2"), "queue_step: oid: is given twice");
    EXPECT_EQ(typed(format, "oid=1 intervall=2"),
              "queue_step: there is no field 'intervall' (did you mean 'interval'?)");
    EXPECT_EQ(typed(format, "1"), "queue_step: expected name=value, not '1'");
    EXPECT_EQ(typed(format, "oid=x interval=1"),
              "queue_step: oid: expected a whole number, not 'x'");
    EXPECT_EQ(typed(format, "oid=\"1"), "queue_step: a quotation mark is not closed");
}

TEST(Format, bytes_survive) {
    const auto format = parsed("m oid=%c add=%hi data=%*s");
    const std::vector<FieldValue> values{std::int64_t{200}, std::int64_t{-300}, std::string("ab")};
    std::array<std::uint8_t, 16> buffer;
    Writer out(buffer);

    ASSERT_TRUE(format.encode(values, out));

    EXPECT_EQ(Octets(out.bytes().begin(), out.bytes().end()),
              (Octets{0x81, 0x48, 0xfd, 0x54, 2, 'a', 'b'}));
    Reader in(out.bytes());
    const auto read = format.decode(in);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, values);
}

TEST(Format, what_cannot_be_encoded_leaves_the_buffer_as_it_was) {
    const auto format = parsed("m a=%c b=%c");
    std::array<std::uint8_t, 1> buffer;
    Writer out(buffer);

    EXPECT_EQ(format.encode({std::int64_t{1}, std::int64_t{2}}, out).error().what,
              "m: does not fit a message block");
    EXPECT_EQ(format.encode({std::int64_t{1}, std::int64_t{999}}, out).error().what,
              "m: b: 999 is not within -128 to 255");
    EXPECT_EQ(format.encode({std::int64_t{1}}, out).error().what, "m: has 2 fields, not 1");
    EXPECT_EQ(out.size(), 0U);
}

TEST(Format, names_come_from_the_enumeration_with_the_longest_fitting_name) {
    std::map<std::string, Enumeration, std::less<>> enumerations;
    ASSERT_TRUE(enumerations["pin"].add("PA3", 3));
    ASSERT_TRUE(enumerations["bus"].add("wrong", 1));
    ASSERT_TRUE(enumerations["spi_bus"].add("spi1", 1));
    auto format = parsed("m pin=%u step_pin=%c spin=%c spi_bus=%u data_pin=%*s");

    format.use(enumerations);

    EXPECT_EQ(typed(format, "pin=PA3 step_pin=PA3 spin=3 spi_bus=spi1 data_pin=03"),
              "m pin=PA3 step_pin=PA3 spin=3 spi_bus=spi1 data_pin=03");
}

TEST(Format, output_is_a_sentence_with_values_in_it) {
    const auto format = MessageFormat::parse_output("pin %c: %hu of %*s, 100%% (%i)");
    ASSERT_TRUE(format);

    EXPECT_EQ(format->name(), "#output");
    EXPECT_EQ(
        format->print({std::int64_t{3}, std::int64_t{4}, std::string("ab"), std::int64_t{-5}}),
        "pin 3: 4 of \"ab\", 100% (-5)");
}

TEST(Format, output_with_an_unknown_conversion_is_refused) {
    EXPECT_FALSE(MessageFormat::parse_output("%d"));
    EXPECT_FALSE(MessageFormat::parse_output("ends in %"));
    EXPECT_TRUE(MessageFormat::parse_output("100%%"));
}

TEST(Format, words_are_split_at_blanks_outside_of_quotation_marks) {
    EXPECT_EQ(*split_words(" a=1\tb=\"two words\"  c "),
              (std::vector<std::string_view>{"a=1", "b=\"two words\"", "c"}));
    EXPECT_TRUE(split_words("")->empty());
    EXPECT_FALSE(split_words("a \" b"));
}

}  // namespace
}  // namespace escapement::wire
