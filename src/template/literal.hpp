// A value of Python written out, as the variables of macros hold it: numbers, text, lists, ...
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "base/value.hpp"

namespace escapement::templates {

// In contrast to base::Value it tells tuples from lists, and the keys of a dict need not be text.
struct Literal {
    enum class Shape : std::uint8_t {
        plain,  // none, true or false, a number or text
        list,
        tuple,
        coordinate,  // a tuple whose first items are also called x, y, z and e
        dict,        // items: key, value, key, value
    };
    using Items = std::vector<Literal>;

    std::variant<std::monostate, bool, std::int64_t, double, std::string, Items> value;
    Shape shape = Shape::plain;

    bool operator==(const Literal&) const = default;
};

// Reads what Python's ast.literal_eval() takes.  An error says what is wrong, in which column and
// what would be right; `beyond_us`, if given, is then whether Python could read the text: sets,
// bytes, complex numbers and whole numbers beyond 64 bits have no place in a Literal.
base::Result<Literal> read_literal(std::string_view text, bool* beyond_us = nullptr);

// As JSON would have it: tuples become lists, and keys text.
base::Value plain_value(const Literal& literal);

}  // namespace escapement::templates
