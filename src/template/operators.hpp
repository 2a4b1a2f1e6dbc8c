// Arithmetic between values, and calls of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "template/run.hpp"
#include "template/value.hpp"

namespace escapement::templates {

enum class Operator : std::uint8_t {
    add,
    subtract,
    multiply,
    divide,
    floor_divide,
    modulo,
    power,
    negate,
    plus,
};

// A TypeError if Python does not know how, an OverflowError beyond 64 bits.
Value apply(Run& run, Operator which, const Value& left, const Value& right);
Value apply(Run& run, Operator which, const Value& operand);

// Calls any value: a TypeError if it cannot be called.
struct Arguments;
Value call(Run& run, const Value& callee, const Arguments& arguments);

}  // namespace escapement::templates
