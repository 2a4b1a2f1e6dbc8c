// Numbers by the letters of Python's formats, and padding to a width.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "template/run.hpp"

namespace escapement::templates {

// What stands behind the colon of "{:>+8.2f}", or between % and the letter.
struct FormatSpec {
    std::string_view fill = " ";
    char align = 0;  // < > ^ = or 0: numbers to the right, text to the left
    char sign = 0;   // + or a blank: also of positive numbers
    bool alternate = false;
    bool zero_padded = false;
    bool no_negative_zero = false;  // what is rounded to -0 is 0
    std::size_t width = 0;
    char grouping = 0;
    int precision = -1;
    char type = 0;
};

// A whole number in base 2, 8, 10 or 16 (types b o d x X), without padding.
std::string whole_in_base(const Value& value, const FormatSpec& spec);
// A number by one of the types e f g % (or capitals), without padding but with its sign.
std::string real_by_type(double value, const FormatSpec& spec);
// Brings `digits`, which may begin with a sign, to the width.
void pad_number(Writer& to, std::string_view digits, const FormatSpec& spec);
void pad_text(Writer& to, std::string_view text, const FormatSpec& spec);

}  // namespace escapement::templates
