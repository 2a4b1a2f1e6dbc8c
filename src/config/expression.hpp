// Arithmetic in values: "20 * 2", "${base_accel} / 2", "(150 + 5) mm".
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   sum     := product  { ("+" | "-") product }
//   product := signed   { ("*" | "/") signed }
//   signed  := ["+" | "-"] raised
//   raised  := measured [ "^" ["-"] digits ]
//   measured := (number | "(" sum ")" | "pi") { unit [ "^" ["-"] digits ] }  |  unit
//
// A number carries its unit closer than any operator: "1 / 2 mm" is 1 / (2 mm), "100 mm/s" is
// (100 mm) / s.  What replaced a reference counts as one number, as if it stood in parentheses.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "config/units.hpp"

namespace escapement::config {

// Bytes of an expression that stand for one number.
struct Group {
    std::size_t begin = 0, end = 0;
};

// What an expression amounts to, or what is wrong with it and where.
struct Evaluation {
    Amount amount;
    std::string trouble;  // empty: none
    std::size_t at = 0;   // the byte of the text that the trouble is about

    explicit operator bool() const { return trouble.empty(); }
};

// Bounds of an expression that makes sense.
struct ExpressionLimits {
    static constexpr std::size_t bytes = 1'000;
    static constexpr int depth = 32;  // of parentheses, signs and references
    static constexpr int power = 9;
};

// `groups` are in order and apart.
Evaluation evaluate(std::string_view text, std::span<const Group> groups = {});

// The number in `unit` ("mm/s", or nothing where any will do), of an expression without references.
// Fails with what is wrong and where.
base::Result<double> compute_number(std::string_view text, std::string_view unit = "");

// Whether the text is meant to be computed: a word alone is just not a number.
bool looks_computed(std::string_view text);

// What is wrong with an amount for an option in that unit; empty if nothing.  A plain number fits
// every option.
std::string unit_trouble(const Amount& amount, std::string_view unit);

}  // namespace escapement::config
