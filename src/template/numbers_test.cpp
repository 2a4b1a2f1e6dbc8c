// Numbers are read, written and rounded as Python does.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/numbers.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace escapement::templates {
namespace {

TEST(Numbers, the_shortest_form_is_chosen) {
    EXPECT_EQ(print_real(0.1), "0.1");
    EXPECT_EQ(print_real(5), "5.0");
    EXPECT_EQ(print_real(-0.0), "-0.0");
    EXPECT_EQ(print_real(1e16), "1e+16");
    EXPECT_EQ(print_real(123456789012345680), "1.2345678901234568e+17");
    EXPECT_EQ(print_real(0.0001), "0.0001");
    EXPECT_EQ(print_real(0.00001), "1e-05");
    EXPECT_EQ(print_real(INFINITY), "inf");
}

TEST(Numbers, what_is_written_reads_back_as_the_same) {
    std::mt19937_64 random(1);
    for (int i = 0; i < 2000; ++i) {
        const auto value = std::ldexp(static_cast<double>(random() % (1ULL << 53)),
                                      static_cast<int>(random() % 400) - 200);
        EXPECT_EQ(read_real(print_real(value)), value);
    }
}

TEST(Numbers, whole_numbers_end_at_64_bits) {
    EXPECT_EQ(read_whole("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(read_whole("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
    EXPECT_FALSE(read_whole("9223372036854775808"));
    EXPECT_FALSE(read_whole("99999999999999999999999"));
}

TEST(Numbers, underscores_stand_between_digits) {
    EXPECT_EQ(read_whole("1_000"), 1000);
    EXPECT_FALSE(read_whole("1__0"));
    EXPECT_FALSE(read_whole("_1"));
    EXPECT_FALSE(read_whole("1_"));
    EXPECT_EQ(read_real("1_0.5"), 10.5);
    EXPECT_FALSE(read_real("1_.5"));
}

TEST(Numbers, a_prefix_counts_if_the_base_allows_it) {
    EXPECT_EQ(read_whole("0x1F", 16), 31);
    EXPECT_EQ(read_whole("0x1F", 0), 31);
    EXPECT_FALSE(read_whole("0x1F", 10));
    EXPECT_FALSE(read_whole("077", 0));
    EXPECT_EQ(read_whole("00", 0), 0);
}

TEST(Numbers, rounding_looks_at_the_exact_value) {
    EXPECT_EQ(rounded(2.675, 2), 2.67);
    EXPECT_EQ(rounded(0.5, 0), 0.0);
    EXPECT_EQ(rounded(1.5, 0), 2.0);
    EXPECT_EQ(rounded(150.0, -2), 200.0);
    EXPECT_EQ(rounded(250.0, -2), 200.0);
    EXPECT_EQ(rounded(50.0, -2), 0.0);
    EXPECT_EQ(rounded(1e300, -400), 0.0);
}

TEST(Numbers, remainders_have_the_sign_of_the_divisor) {
    EXPECT_EQ(floor_remainder(std::int64_t{-7}, std::int64_t{3}), 2);
    EXPECT_EQ(floor_quotient(std::int64_t{-7}, std::int64_t{3}), -3);
    EXPECT_EQ(floor_remainder(std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}), 0);
    EXPECT_EQ(floor_remainder(-7.5, 2.0), 0.5);
    EXPECT_EQ(floor_quotient(-7.5, 2.0), -4.0);
}

}  // namespace
}  // namespace escapement::templates
