// Whole numbers beyond 64 bits: how they are kept, compared, rounded and bounded.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/large_number.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace escapement::templates {
namespace {

const Limits limits;

Value power_of_two(Run& run, std::int64_t exponent) {
    return apply(run, Operator::power, Value::whole(std::int64_t{2}), Value::whole(exponent));
}

TEST(LargeNumber, only_what_has_no_place_in_64_bits_is_large) {
    templates::Run run(limits);

    const Value beyond = power_of_two(run, 63);
    const Value least = apply(run, Operator::negate, beyond);

    EXPECT_TRUE(beyond.is(Kind::large));
    EXPECT_EQ(digits_of(beyond, 10), "9223372036854775808");
    ASSERT_TRUE(least.is(Kind::whole));
    EXPECT_EQ(least.as_whole(), std::numeric_limits<std::int64_t>::min());
    EXPECT_TRUE(apply(run, Operator::subtract, beyond, beyond).is(Kind::whole));
}

TEST(LargeNumber, is_read_from_digits_in_any_base) {
    Heap heap;

    const auto number = whole_from_digits(heap, "zZ00000000000000000000", 36, true);

    ASSERT_TRUE(number);
    EXPECT_TRUE(is_negative(*number));
    EXPECT_EQ(digits_of(*number, 16), "3557e582b9e08673eef0000000000");
    EXPECT_EQ(digits_of(*whole_from_digits(heap, std::string(40, '7'), 8, false), 8),
              std::string(40, '7'));
    EXPECT_EQ(digits_of(*whole_from_digits(heap, std::string(70, '1'), 2, false), 2),
              std::string(70, '1'));
    EXPECT_FALSE(whole_from_digits(heap, std::string(19'729, '9'), 10, false));
    EXPECT_TRUE(whole_from_digits(heap, std::string(19'728, '9'), 10, false));
}

TEST(LargeNumber, knows_its_nearest_double) {
    Heap heap;

    EXPECT_EQ(whole_from_real(heap, 1e300).number(), 1e300);
    EXPECT_EQ(whole_from_real(heap, -1.5e19).number(), -1.5e19);
    EXPECT_EQ(whole_from_digits(heap, "18446744073709551615", 10, false)->number(), 0x1p64);
    // Halfway between two doubles: to the even one; a digit more is nearer to the other.
    EXPECT_EQ(whole_from_digits(heap, "36893488147419107328", 10, false)->number(), 0x1p65);
    EXPECT_EQ(whole_from_digits(heap, "36893488147419107329", 10, false)->number(),
              std::nextafter(0x1p65, 0x1p66));
    EXPECT_TRUE(
        std::isinf(whole_from_digits(heap, "1" + std::string(400, '0'), 10, false)->number()));
}

TEST(LargeNumber, quotients_are_rounded_once) {
    templates::Run run(limits);
    const auto quotient = [&run](std::int64_t bits, double of) {
        return apply(
                   run, Operator::divide, whole_from_real(run.heap(), of), power_of_two(run, bits))
            .as_real();
    };

    EXPECT_EQ(quotient(64, 0x1p70), 64.0);
    EXPECT_EQ(quotient(1074, 1.0), std::numeric_limits<double>::denorm_min());
    EXPECT_EQ(quotient(1075, 3.0), 2 * std::numeric_limits<double>::denorm_min());
    EXPECT_EQ(quotient(1075, 1.0), 0.0);
    EXPECT_EQ(quotient(1076, 3.0), std::numeric_limits<double>::denorm_min());
    EXPECT_EQ(quotient(2000, 1.0), 0.0);
    EXPECT_FALSE(run.failed());
}

TEST(LargeNumber, is_compared_exactly_with_reals) {
    Heap heap;
    const Value above = *whole_from_digits(heap, "18446744073709551617", 10, false);

    EXPECT_EQ(compare_exactly(above, Value::real(0x1p64)), 1);
    EXPECT_EQ(compare_exactly(Value::real(0x1p64), above), -1);
    EXPECT_EQ(compare_exactly(above, Value::real(INFINITY)), -1);
    EXPECT_EQ(compare_exactly(above, Value::real(-INFINITY)), 1);
    EXPECT_EQ(compare_exactly(above, above), 0);
    EXPECT_EQ(compare_exactly(Value::whole(std::int64_t{5}), Value::real(5.5)), -1);
}

TEST(LargeNumber, is_rounded_to_zeros_with_ties_to_even) {
    templates::Run run(limits);
    const auto rounded_to = [&run](std::int64_t zeros, const char* digits, bool negative = false) {
        const Value made =
            rounded_to_zeros(run, *whole_from_digits(run.heap(), digits, 10, negative), zeros);
        return (is_negative(made) ? "-" : "") + digits_of(made, 10);
    };

    EXPECT_EQ(rounded_to(21, "2500000000000000000000"), "2000000000000000000000");
    EXPECT_EQ(rounded_to(21, "3500000000000000000000"), "4000000000000000000000");
    EXPECT_EQ(rounded_to(21, "2500000000000000000001", true), "-3000000000000000000000");
    EXPECT_EQ(rounded_to(1, "9223372036854775807"), "9223372036854775810");
    EXPECT_EQ(rounded_to(30, "25"), "0");
    EXPECT_EQ(rounded_to(50'000, "25"), "0");
}

TEST(LargeNumber, work_with_it_is_counted) {
    Limits few;
    few.steps = 20;
    templates::Run run(few);
    const Value large = power_of_two(run, 40'000);

    apply(run, Operator::multiply, large, large);

    EXPECT_TRUE(run.failed());
    EXPECT_EQ(run.failure().fault, Fault::limit);
}

TEST(LargeNumber, has_a_double_or_says_that_it_has_none) {
    templates::Run run(limits);

    EXPECT_EQ(real_of(run, power_of_two(run, 1023)), 0x1p1023);
    EXPECT_FALSE(real_of(run, power_of_two(run, 1024)));
    EXPECT_EQ(run.failure().message, "int too large to convert to float");
}

}  // namespace
}  // namespace escapement::templates
