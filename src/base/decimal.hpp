// Plain decimal numbers, read quickly and exactly.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Nearly all numbers that people and slicers write have few digits and no exponent.  Up to fifteen
// digits are a whole number that a double holds exactly, and so is the power of ten by which it
// is to be divided; a single division then rounds as exactly as any longer way.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace escapement::base {

struct Decimal {
    double value = 0.0;
    std::size_t length = 0;  // bytes of the text; 0 where there is no such number
};

namespace detail {

inline constexpr std::size_t most_decimal_digits = 15;
inline constexpr std::array<double, most_decimal_digits + 1> powers_of_ten{
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

// Goes on over the digits at `at`, which `number` takes in; returns where they end.
inline const char* take_digits(const char* at, const char* end, std::uint64_t& number) {
    std::uint64_t taken = number;
    for (; at != end; ++at) {
        const auto digit = static_cast<unsigned>(*at) - static_cast<unsigned>('0');
        if (digit > 9) break;
        taken = taken * 10 + digit;
    }
    number = taken;
    return at;
}

}  // namespace detail

// The number at the very front of a text: 12.5 in "+12.5 Y3", .5 and 5. as well.  Without a
// length if there is none, or one with more than 15 digits, which needs a closer look.  What
// follows is not looked at: of "1e3" this is 1.
inline Decimal leading_decimal(std::string_view text) {
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    const bool negative = begin != end && *begin == '-';
    const char* const first = begin + (negative || (begin != end && *begin == '+') ? 1 : 0);
    std::uint64_t digits = 0;
    const char* at = detail::take_digits(first, end, digits);
    auto count = static_cast<std::size_t>(at - first);
    std::size_t behind_point = 0;
    if (at != end && *at == '.') {
        const char* const point = at;
        at = detail::take_digits(point + 1, end, digits);
        behind_point = static_cast<std::size_t>(at - point) - 1;
        count += behind_point;
    }
    if (count == 0 || count > detail::most_decimal_digits) return {};
    const double value = static_cast<double>(digits) / detail::powers_of_ten[behind_point];
    return {negative ? -value : value, static_cast<std::size_t>(at - begin)};
}

}  // namespace escapement::base
