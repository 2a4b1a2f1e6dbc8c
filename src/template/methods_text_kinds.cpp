// The methods of Python's str that ask what kind of characters there are.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/methods_text_kinds.hpp"

#include <array>

#include "template/text.hpp"

namespace escapement::templates {
namespace {

template <class Test>
Value all_are(std::string_view text, Test test) {
    if (text.empty()) return Value::boolean(false);
    for (; !text.empty(); text.remove_prefix(first_character(text).size()))
        if (!test(code_point(first_character(text)))) return Value::boolean(false);
    return Value::boolean(true);
}

// At least one letter with a case, and none of the other case.
template <class Wrong>
Value cased(std::string_view text, Wrong wrong) {
    bool any = false;
    for (; !text.empty(); text.remove_prefix(first_character(text).size())) {
        const char32_t character = code_point(first_character(text));
        if (wrong(character)) return Value::boolean(false);
        any = any || is_upper(character) || is_lower(character);
    }
    return Value::boolean(any);
}

Value is_title(std::string_view text) {
    bool any = false;
    bool inside = false;
    for (; !text.empty(); text.remove_prefix(first_character(text).size())) {
        const char32_t character = code_point(first_character(text));
        if (inside ? is_upper(character) : is_lower(character)) return Value::boolean(false);
        inside = is_upper(character) || is_lower(character);
        any = any || inside;
    }
    return Value::boolean(any);
}

// Raised and lowered digits.
bool is_small_digit(char32_t c) {
    return c == 0xb2 || c == 0xb3 || c == 0xb9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ||
           (c >= 0x2080 && c <= 0x2089);
}

// Fractions and Roman numerals.
bool is_other_number(char32_t c) {
    return (c >= 0xbc && c <= 0xbe) || (c >= 0x2150 && c <= 0x2189);
}

bool is_numeric(char32_t c) {
    return is_digit(c) || is_small_digit(c) || is_other_number(c);
}

Value decimals_only(Run&, const Value& self, const Given&) {
    return all_are(self.as_text(), is_digit);
}
Value numbers_only(Run&, const Value& self, const Given&) {
    return all_are(self.as_text(), is_numeric);
}
Value digits_only(Run&, const Value& self, const Given&) {
    return all_are(self.as_text(), [](char32_t c) { return is_digit(c) || is_small_digit(c); });
}
Value letters_only(Run&, const Value& self, const Given&) {
    return all_are(self.as_text(), is_letter);
}
Value letters_and_digits(Run&, const Value& self, const Given&) {
    return all_are(self.as_text(), [](char32_t c) { return is_letter(c) || is_numeric(c); });
}
Value blanks_only(Run&, const Value& self, const Given&) {
    return all_are(self.as_text(), is_blank);
}
Value printable_only(Run&, const Value& self, const Given&) {
    return Value::boolean(self.as_text().empty() ||
                          all_are(self.as_text(), is_printable).as_boolean());
}
Value ascii_only(Run&, const Value& self, const Given&) {
    const bool is_short = self.as_text().empty();
    return Value::boolean(
        is_short || all_are(self.as_text(), [](char32_t c) { return c < 0x80; }).as_boolean());
}
Value identifier(Run&, const Value& self, const Given&) {
    const std::string_view text = self.as_text();
    const bool digit_first = !text.empty() && is_digit(static_cast<unsigned char>(text.front()));
    return digit_first
               ? Value::boolean(false)
               : all_are(text, [](char32_t c) { return c == U'_' || is_letter(c) || is_digit(c); });
}
Value lower_only(Run&, const Value& self, const Given&) {
    return cased(self.as_text(), is_upper);
}
Value upper_only(Run&, const Value& self, const Given&) {
    return cased(self.as_text(), is_lower);
}
Value title_only(Run&, const Value& self, const Given&) {
    return is_title(self.as_text());
}

constexpr std::array kind_methods{
    Native{"isdigit", "/", digits_only},
    Native{"isdecimal", "/", decimals_only},
    Native{"isnumeric", "/", numbers_only},
    Native{"isalpha", "/", letters_only},
    Native{"isalnum", "/", letters_and_digits},
    Native{"isspace", "/", blanks_only},
    Native{"isprintable", "/", printable_only},
    Native{"isascii", "/", ascii_only},
    Native{"isidentifier", "/", identifier},
    Native{"islower", "/", lower_only},
    Native{"isupper", "/", upper_only},
    Native{"istitle", "/", title_only},
};

}  // namespace

const Native* find_text_kind_method(std::string_view name) {
    return find_native(kind_methods, name);
}

bool is_all_lower(std::string_view text) {
    return cased(text, is_upper).as_boolean();
}
bool is_all_upper(std::string_view text) {
    return cased(text, is_lower).as_boolean();
}

}  // namespace escapement::templates
