// The numbers of an option, computed where they are written as arithmetic.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "config/document.hpp"
#include "config/place.hpp"

namespace escapement::config {

// A problem with the byte `at` of the value as it is written: names its line and column, and shows
// the line with a mark below the byte.
Problem pointed_at(const Option& option, std::size_t at, const std::string& what);

struct Computed {
    std::string text;                // plain numbers
    std::optional<Problem> problem;  // what cannot be computed, without section and option
};

// A value that is one number, or numbers with commas between them: what is a plain number stays as
// it is written, arithmetic becomes the number it amounts to.  `unit` is the option's, or empty.
Computed compute_numbers(const Option& option, std::string_view unit);

}  // namespace escapement::config
