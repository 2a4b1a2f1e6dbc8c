// Plain decimal numbers: the same as the library reads, and nothing else.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/decimal.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <random>
#include <string>

namespace escapement::base {
namespace {

TEST(LeadingDecimal, stops_at_what_is_no_digit) {
    EXPECT_EQ(leading_decimal("12.5 Y3").value, 12.5);
    EXPECT_EQ(leading_decimal("12.5 Y3").length, 4u);
    EXPECT_EQ(leading_decimal("1e3").length, 1u);
    EXPECT_EQ(leading_decimal("1.2.3").length, 3u);
}

TEST(LeadingDecimal, needs_digits_on_one_side_of_the_point_only) {
    EXPECT_EQ(leading_decimal("+.5").value, 0.5);
    EXPECT_EQ(leading_decimal("-5.").value, -5.0);
    EXPECT_TRUE(std::signbit(leading_decimal("-0.0").value));
    for (const char* text : {"", "-", "+", ".", "-.", "x", " 1", "--1", "+-1"})
        EXPECT_EQ(leading_decimal(text).length, 0u) << text;
}

TEST(LeadingDecimal, leaves_long_numbers_to_others) {
    EXPECT_EQ(leading_decimal("123456789012345").value, 123456789012345.0);
    EXPECT_EQ(leading_decimal("0.123456789012345").length, 0u);
    EXPECT_EQ(leading_decimal(std::string(1000, '9')).length, 0u);
}

TEST(LeadingDecimal, rounds_like_the_library) {
    std::mt19937_64 random(1);
    for (int i = 0; i < 200'000; ++i) {
        auto text = std::to_string(random() % 1'000'000'000'000'000U);
        if (random() % 8 != 0) text.insert(random() % (text.size() + 1), ".");
        double expected = 0.0;
        std::from_chars(text.data(), text.data() + text.size(), expected);
        const auto read = leading_decimal(text);
        ASSERT_EQ(read.length, text.size()) << text;
        ASSERT_EQ(read.value, expected) << text;
    }
}

}  // namespace
}  // namespace escapement::base
