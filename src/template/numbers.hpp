// Numbers as Python reads, writes, rounds and divides them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

// 1.0, 0.1, 1e+16, inf: the shortest text that reads back as the same number.
std::string print_real(double value);
// `digits` behind the point, or significant ones; rounds the exact value, ties to even.
std::string print_fixed(double value, int digits);
std::string print_scientific(double value, int digits);

// What int(text, base) and float(text) take: blanks around, a sign, "_" between digits; a float
// also has an exponent, "inf" and "nan".  A whole number beyond 64 bits is none.
std::optional<std::int64_t> read_whole(std::string_view text, int base = 10);
std::optional<double> read_real(std::string_view text);

// The number nearest to `value` with so many digits behind the point (before it, if negative).
double rounded(double value, std::int64_t digits);
std::optional<std::int64_t> rounded(std::int64_t value, std::int64_t digits);
// int(value); fails for what is no number, and beyond 64 bits.
Value truncated(Run& run, double value);

// Python's // and %: the remainder has the sign of the divisor, which must not be 0.
std::int64_t floor_quotient(std::int64_t left, std::int64_t right);
std::int64_t floor_remainder(std::int64_t left, std::int64_t right);
double floor_remainder(double left, double right);
double floor_quotient(double left, double right);

// Whole numbers have 64 bits; Python's have any number, so we stop where it goes on.
Value too_large(Run& run);

}  // namespace escapement::templates
