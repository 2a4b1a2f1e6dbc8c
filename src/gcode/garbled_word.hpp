// Words that were meant to be a letter with a number: "Xnan", "Sabc".
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cctype>
#include <optional>
#include <string_view>

#include "gcode/line.hpp"

namespace escapement::gcode {

// Whether a word of several letters begins with one of these (in upper case), and is not one of
// another kind, such as "FAST=1".
inline bool is_garbled(const Word& word, std::string_view letters) {
    const auto first = static_cast<unsigned char>(word.letters[0]);
    return word.letters.size() > 1 && !word.value.starts_with('=') &&
           letters.find(static_cast<char>(std::toupper(first))) != letters.npos;
}

// The first such word.
inline std::optional<Word> garbled_word(const Line& line, std::string_view letters) {
    if (!line.has_long_word()) return std::nullopt;
    std::size_t position = 0;
    while (const auto word = line.next_word(position))
        if (is_garbled(*word, letters)) return word;
    return std::nullopt;
}

}  // namespace escapement::gcode
