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
// also has an exponent, "inf" and "nan".  read_whole() gives nothing beyond 64 bits,
// read_integer() beyond those of large numbers.
std::optional<std::int64_t> read_whole(std::string_view text, int base = 10);
std::optional<Value> read_integer(Heap& heap, std::string_view text, int base = 10);
std::optional<double> read_real(std::string_view text);

// The number nearest to `value` with so many digits behind the point (before it, if negative).
double rounded(double value, std::int64_t digits);
Value rounded(Run& run, const Value& whole, std::int64_t digits);
// int(value); fails for what is no number.
Value truncated(Run& run, double value);

// Python's // and %: the remainder has the sign of the divisor, which must not be 0.
std::int64_t floor_quotient(std::int64_t left, std::int64_t right);
std::int64_t floor_remainder(std::int64_t left, std::int64_t right);
double floor_remainder(double left, double right);
double floor_quotient(double left, double right);

// A whole number beyond what we compute with; Python goes on as long as there is memory.
Value too_large(Run& run);

}  // namespace escapement::templates
