// A template's text as tokens: text outside of tags, and what stands inside of them.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tags are Klipper's: {% statement %}, { expression } and {# comment #}, each with a "-" at
// either end that takes the blanks on its side away.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace escapement::templates {

enum class Token : std::uint8_t {
    data,
    block_begin,
    block_end,
    variable_begin,
    variable_end,
    name,
    text,
    whole,
    real,
    sign,  // an operator, bracket or other punctuation
    end,
    error,
};

struct Lexeme {
    Token type = Token::end;
    std::size_t begin = 0;  // bytes of the source
    std::size_t end = 0;
    std::string_view text;  // of data: without what a "-" took away; of a text: with its quotes
};

// All tokens, the last one being Token::end or Token::error.  An error's message is `problem`.
struct Lexemes {
    std::vector<Lexeme> all;
    std::string problem;
};

// Line ends become "\n" and one at the very end is dropped, as Jinja2 does.
std::string with_plain_line_ends(std::string_view source);
// The tokens point into the source, whose line ends must be plain.
Lexemes lex(std::string_view source);

// The characters that a text in quotes stands for; a message if an escape is broken.
struct Unescaped {
    std::string text;
    std::string problem;
};
Unescaped unescape(std::string_view quoted);

}  // namespace escapement::templates
