// Whole numbers of any size, as Python has them, where 64 bits do not do.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "template/operators.hpp"
#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

// Numbers beyond 2^65536 are refused: they would take a lot of time and memory and be of no use.
inline constexpr std::uint64_t most_bits = 65536;

// Whole numbers, of which at least one is large or whose result is.  Divisions are exact before
// they are rounded to a double.
Value with_large(Run& run, Operator which, const Value& left, const Value& right);

// A whole number from its digits in base 2 to 36, without sign, prefix or "_"; nothing if it is
// beyond most_bits.
std::optional<Value> whole_from_digits(Heap& heap,
                                       std::string_view digits,
                                       int base,
                                       bool negative);
// A finite number without what is behind the point.
Value whole_from_real(Heap& heap, double value);

// The digits of any whole number in base 2, 8, 10 or 16, without sign.
std::string digits_of(const Value& whole, int base);
bool is_negative(const Value& whole);
// To a multiple of 10 to the power of `zeros`, ties to even.
Value rounded_to_zeros(Run& run, const Value& whole, std::int64_t zeros);

// -1, 0 or 1, of whole numbers or a whole number and a real one that is not NaN.
int compare_exactly(const Value& left, const Value& right);

// The double; an OverflowError where there is none.
std::optional<double> real_of(Run& run, const Value& number);

}  // namespace escapement::templates
