// Text as Python counts it: in characters, not in bytes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace escapement::templates {

// The bytes of the character at the front of a text that is not empty; a byte that begins no
// character counts as one.
std::string_view first_character(std::string_view text);
std::string_view last_character(std::string_view text);
std::size_t count_characters(std::string_view text);
// The byte at which the character of this number begins; the end if there are fewer.
std::size_t byte_of(std::string_view text, std::size_t character);
std::string_view characters(std::string_view text, std::size_t from, std::size_t count);
char32_t code_point(std::string_view character);
void append_character(std::string& text, char32_t character);

// Of letters beyond ASCII, those of Latin, Greek and Cyrillic alphabets change their case.
char32_t upper(char32_t character);
char32_t lower(char32_t character);
bool is_letter(char32_t character);
bool is_digit(char32_t character);
bool is_blank(char32_t character);
bool is_printable(char32_t character);
inline bool is_upper(char32_t character) {
    return lower(character) != character;
}
inline bool is_lower(char32_t character) {
    return upper(character) != character;
}

std::string upper_text(std::string_view text);
std::string lower_text(std::string_view text);
// The first character in upper case, the rest in lower case.
std::string capitalized(std::string_view text);
std::string_view strip_front(std::string_view text);
std::string_view strip_back(std::string_view text);
inline std::string_view strip(std::string_view text) {
    return strip_back(strip_front(text));
}

// Whatever is not ASCII as an escape, as Python's ascii() writes it.
std::string in_ascii(std::string_view text);
// In quotes and with escapes, as Python's repr() writes it.
std::string quoted(std::string_view text);

}  // namespace escapement::templates
