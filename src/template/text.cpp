// Text as Python counts it: in characters, not in bytes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace escapement::templates {
namespace {

constexpr char32_t sharp_s = 0xdf;
constexpr char32_t y_with_dots = 0xff;

bool continues(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

bool between(char32_t character, char32_t first, char32_t last) {
    return character >= first && character <= last;
}

// Alphabets whose capitals are the even (or odd) numbers and small letters the ones behind.
bool even_capital(char32_t c) {
    return between(c, 0x100, 0x12f) || between(c, 0x132, 0x137) || between(c, 0x14a, 0x177) ||
           between(c, 0x1e00, 0x1e95) || between(c, 0x1ea0, 0x1eff) || between(c, 0x460, 0x481) ||
           between(c, 0x48a, 0x4bf) || between(c, 0x4d0, 0x52f);
}

bool odd_capital(char32_t c) {
    return between(c, 0x139, 0x148) || between(c, 0x179, 0x17e) || between(c, 0x4c1, 0x4ce);
}

std::size_t expected_size(unsigned char lead) {
    return lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
}

template <class Change>
std::string changed(std::string_view text, Change change) {
    std::string made;
    made.reserve(text.size());
    while (!text.empty()) {
        const auto character = first_character(text);
        change(made, code_point(character));
        text.remove_prefix(character.size());
    }
    return made;
}

void append_upper(std::string& text, char32_t character) {
    if (character == sharp_s)
        text += "SS";
    else
        append_character(text, upper(character));
}

void append_lower(std::string& text, char32_t character) {
    append_character(text, lower(character));
}

void append_escape(std::string& to, char32_t character) {
    std::array<char, 12> digits{};
    const char* const form = character < 0x100     ? "\\x%02x"
                             : character < 0x10000 ? "\\u%04x"
                                                   : "\\U%08x";
    std::snprintf(digits.data(), digits.size(), form, static_cast<unsigned>(character));
    to += digits.data();
}

void append_quoted(std::string& to, char32_t character, char quote) {
    if (character == U'\n')
        to += "\\n";
    else if (character == U'\r')
        to += "\\r";
    else if (character == U'\t')
        to += "\\t";
    else if (character == U'\\' || character == static_cast<char32_t>(quote))
        (to += '\\') += static_cast<char>(character);
    else if (is_printable(character))
        append_character(to, character);
    else
        append_escape(to, character);
}

}  // namespace

std::string_view first_character(std::string_view text) {
    const auto expected = expected_size(static_cast<unsigned char>(text.front()));
    std::size_t size = 1;
    while (size < expected && size < text.size() && continues(text[size])) ++size;
    return text.substr(0, size == expected ? size : 1);
}

std::string_view last_character(std::string_view text) {
    std::size_t size = 1;
    while (size < 4 && size < text.size() && continues(text[text.size() - size])) ++size;
    const auto end = text.substr(text.size() - size);
    return first_character(end).size() == size ? end : text.substr(text.size() - 1);
}

std::size_t count_characters(std::string_view text) {
    if (is_ascii(text)) return text.size();
    std::size_t count = 0;
    for (; !text.empty(); ++count) text.remove_prefix(first_character(text).size());
    return count;
}

std::size_t byte_of(std::string_view text, std::size_t character) {
    if (is_ascii(text)) return std::min(character, text.size());
    std::size_t at = 0;
    for (; character > 0 && at < text.size(); --character)
        at += first_character(text.substr(at)).size();
    return at;
}

std::string_view characters(std::string_view text, std::size_t from, std::size_t count) {
    text.remove_prefix(byte_of(text, from));
    return text.substr(0, byte_of(text, count));
}

char32_t code_point(std::string_view character) {
    const auto lead = static_cast<unsigned char>(character.front());
    if (character.size() == 1) return lead < 0x80 ? lead : 0xfffd;
    char32_t code = lead & (0x7f >> character.size());
    for (std::size_t i = 1; i < character.size(); ++i)
        code = code << 6 | (static_cast<unsigned char>(character[i]) & 0x3f);
    return code;
}

void append_character(std::string& text, char32_t character) {
    if (character > 0x10ffff || between(character, 0xd800, 0xdfff)) character = 0xfffd;
    const auto part = [&](int shift, char32_t lead) {
        text += static_cast<char>(lead | ((character >> shift) & 0x3f));
    };
    if (character < 0x80) {
        text += static_cast<char>(character);
        return;
    }
    if (character < 0x800) {
        part(6, 0xc0);
    } else if (character < 0x10000) {
        text += static_cast<char>(0xe0 | character >> 12);
        part(6, 0x80);
    } else {
        text += static_cast<char>(0xf0 | character >> 18);
        part(12, 0x80);
        part(6, 0x80);
    }
    part(0, 0x80);
}

char32_t upper(char32_t c) {
    if (c < 0x80) return between(c, U'a', U'z') ? c - 32 : c;
    if (between(c, 0xe0, 0xfe) && c != 0xf7) return c - 32;
    if (c == y_with_dots) return 0x178;
    if (c == 0xb5) return 0x39c;
    if (even_capital(c)) return c & ~char32_t{1};
    if (odd_capital(c)) return (c & 1) == 0 ? c - 1 : c;
    if (between(c, 0x3b1, 0x3cb) && c != 0x3c2) return c - 32;
    if (c == 0x3c2) return 0x3a3;
    if (c == 0x3ac) return 0x386;
    if (between(c, 0x3ad, 0x3af)) return c - 37;
    if (between(c, 0x430, 0x44f)) return c - 32;
    if (between(c, 0x450, 0x45f)) return c - 80;
    return c;
}

char32_t lower(char32_t c) {
    if (c < 0x80) return between(c, U'A', U'Z') ? c + 32 : c;
    if (between(c, 0xc0, 0xde) && c != 0xd7) return c + 32;
    if (c == 0x178) return y_with_dots;
    if (even_capital(c)) return c | 1;
    if (odd_capital(c)) return (c & 1) == 1 ? c + 1 : c;
    if (between(c, 0x391, 0x3ab) && c != 0x3a2) return c + 32;
    if (c == 0x386) return 0x3ac;
    if (between(c, 0x388, 0x38a)) return c + 37;
    if (between(c, 0x410, 0x42f)) return c + 32;
    if (between(c, 0x400, 0x40f)) return c + 80;
    return c;
}

bool is_letter(char32_t c) {
    if (c < 0x80) return between(c, U'a', U'z') || between(c, U'A', U'Z');
    if (c == 0xaa || c == 0xb5 || c == 0xba) return true;
    return (between(c, 0xc0, 0x2af) && c != 0xd7 && c != 0xf7) ||
           (between(c, 0x370, 0x1fff) && c != 0x37e && c != 0x387) || between(c, 0x2c00, 0x2dff) ||
           between(c, 0x3041, 0x30ff) || between(c, 0x3400, 0xd7a3);
}

bool is_digit(char32_t c) {
    return between(c, U'0', U'9');
}

bool is_blank(char32_t c) {
    return between(c, 0x09, 0x0d) || between(c, 0x1c, 0x20) || c == 0x85 || c == 0xa0 ||
           c == 0x1680 || between(c, 0x2000, 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000;
}

bool is_printable(char32_t c) {
    if (c < 0x7f) return c >= 0x20;
    return c > 0xa0 && c != 0xad && !is_blank(c) && !between(c, 0x200b, 0x200f) &&
           !between(c, 0x202a, 0x202e) && !between(c, 0x2060, 0x206f) &&
           !between(c, 0xd800, 0xf8ff) && c != 0xfeff && !between(c, 0xfff0, 0xfffb) &&
           c != 0xfffe && c != 0xffff && c < 0xe0000;
}

std::string upper_text(std::string_view text) {
    return changed(text, append_upper);
}

std::string lower_text(std::string_view text) {
    return changed(text, append_lower);
}

std::string capitalized(std::string_view text) {
    if (text.empty()) return "";
    const auto first = first_character(text);
    std::string made;
    if (code_point(first) == sharp_s)
        made += "Ss";
    else
        append_character(made, upper(code_point(first)));
    return made + lower_text(text.substr(first.size()));
}

std::string_view strip_front(std::string_view text) {
    while (!text.empty() && is_blank(code_point(first_character(text))))
        text.remove_prefix(first_character(text).size());
    return text;
}

std::string_view strip_back(std::string_view text) {
    while (!text.empty() && is_blank(code_point(last_character(text))))
        text.remove_suffix(last_character(text).size());
    return text;
}

std::string in_ascii(std::string_view text) {
    std::string made;
    for (; !text.empty(); text.remove_prefix(first_character(text).size())) {
        const char32_t character = code_point(first_character(text));
        if (character < 0x80)
            made += static_cast<char>(character);
        else
            append_escape(made, character);
    }
    return made;
}

std::string quoted(std::string_view text) {
    const bool single =
        text.find('\'') == std::string_view::npos || text.find('"') != std::string_view::npos;
    const char quote = single ? '\'' : '"';
    std::string made(1, quote);
    while (!text.empty()) {
        const auto character = first_character(text);
        append_quoted(made, code_point(character), quote);
        text.remove_prefix(character.size());
    }
    return made + quote;
}

}  // namespace escapement::templates
