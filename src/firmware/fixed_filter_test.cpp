// Claims about filters in fixed-point numbers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/fixed_filter.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <vector>

namespace escapement::firmware {
namespace {

constexpr std::int32_t lowest = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t highest = std::numeric_limits<std::int32_t>::max();

std::int32_t fixed(double value, int frac_bits) {
    return static_cast<std::int32_t>(std::lround(std::ldexp(value, frac_bits)));
}

TEST(FixedFilter, shifts_and_scales) {
    FixedFilter filter({});
    filter.set_input({.offset = -100, .scale = 3, .scale_frac_bits = 1});

    EXPECT_EQ(filter.apply(110), 15);
    EXPECT_EQ(filter.apply(101), 2) << "1.5 is rounded up";
    EXPECT_EQ(filter.apply(99), -1) << "-1.5 is rounded up, too";
}

TEST(FixedFilter, can_begin_at_zero) {
    FixedFilter filter({});
    filter.set_input({.offset = 5, .scale = 1, .scale_frac_bits = 0, .auto_offset = true});

    EXPECT_EQ(filter.apply(12'345), 0);
    EXPECT_EQ(filter.apply(12'350), 5);
}

TEST(FixedFilter, says_when_a_number_is_too_large) {
    FixedFilter filter({});
    filter.set_input({.offset = 1, .scale = 1});
    EXPECT_FALSE(filter.apply(highest));
    filter.set_input({.offset = -1, .scale = 1});
    EXPECT_FALSE(filter.apply(lowest));
    filter.set_input({.offset = 0, .scale = lowest, .scale_frac_bits = 63});
    EXPECT_TRUE(filter.apply(lowest));
    filter.set_input({.offset = 0, .scale = 2});
    EXPECT_FALSE(filter.apply(1 << 30));
}

// Two sections against the same in floating point.  Coefficients of a Butterworth low pass of the
// fourth order at a tenth of the sampling rate (scipy.signal.butter(4, 0.2, output='sos')).
TEST(FixedFilter, follows_the_exact_filter) {
    constexpr int frac_bits = 28;
    const std::array<std::array<double, 5>, 2> exact{
        {{0.00482434, 0.00964869, 0.00482434, -1.04859958, 0.29614036},
         {1.0, 2.0, 1.0, -1.32091343, 0.63273879}}};
    std::array<FilterSection, 2> sections;
    FixedFilter filter(sections);
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t k = 0; k < 5; ++k)
            filter.change_section(i).coefficients[k] = fixed(exact[i][k], frac_bits);
    filter.set_input({.offset = 0, .scale = 1});
    filter.activate(2, frac_bits);
    std::array<std::array<double, 2>, 2> state{};
    std::mt19937 random(3);

    for (int n = 0; n < 2000; ++n) {
        const auto in = static_cast<std::int32_t>(random() % 2'000'000) - 1'000'000;
        double value = in;
        for (std::size_t i = 0; i < 2; ++i) {
            const double out = exact[i][0] * value + state[i][0];
            state[i][0] = exact[i][1] * value - exact[i][3] * out + state[i][1];
            state[i][1] = exact[i][2] * value - exact[i][4] * out;
            value = out;
        }
        const auto fixed_value = filter.apply(in);
        ASSERT_TRUE(fixed_value);
        ASSERT_NEAR(*fixed_value, value, 100);  // of a million
    }
}

TEST(FixedFilter, survives_any_numbers) {
    std::array<FilterSection, 3> sections;
    FixedFilter filter(sections);
    std::mt19937 random(5);
    const auto any = [&] { return static_cast<std::int32_t>(random() << random() % 32); };

    for (int n = 0; n < 20'000; ++n) {
        auto& section = filter.change_section(random() % 3);
        for (auto& coefficient : section.coefficients) coefficient = any();
        for (auto& state : section.state) state = any();
        filter.set_input({any(), any(), static_cast<std::uint8_t>(random() % 64), n % 3 == 0});
        filter.activate(static_cast<std::uint8_t>(random() % 4),
                        static_cast<std::uint8_t>(random() % 64));
        filter.apply(any());
        filter.apply(any());
    }
}

}  // namespace
}  // namespace escapement::firmware
