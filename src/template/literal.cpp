// Reads values that are written as Python writes them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/literal.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "template/lexer.hpp"
#include "template/numbers.hpp"

namespace escapement::templates {
namespace {

using Shape = Literal::Shape;

constexpr int deepest_literal = 100;

bool is_word_part(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_decimal_digit(char c) {
    return c >= '0' && c <= '9';
}

class LiteralReader {
  public:
    explicit LiteralReader(std::string_view text) : text_(text) {}

    base::Result<Literal> read() {
        Literal made = items_until('\0');
        if (problem_.empty() && at_ < text_.size()) fail("unexpected '" + next_word() + "'");
        if (!problem_.empty()) return base::Error{problem_};
        if (is_beyond_us()) return base::Error{unheld_};
        return made;
    }
    // Understood, but nothing that a Literal holds.
    bool is_beyond_us() const { return problem_.empty() && !unheld_.empty(); }

  private:
    void fail(const std::string& what) {
        if (problem_.empty()) problem_ = what + " (column " + std::to_string(at_ + 1) + ")";
    }
    // Goes on, as there may be a mistake behind.
    Literal hold_back(std::size_t at, const std::string& what) {
        if (unheld_.empty()) unheld_ = what + " (column " + std::to_string(at + 1) + ")";
        return {};
    }
    char next() {
        at_ = std::min(text_.find_first_not_of(" \t\r\n\f", at_), text_.size());
        return at_ < text_.size() ? text_[at_] : '\0';
    }
    bool take(char c) {
        if (next() != c || c == '\0') return false;
        ++at_;
        return true;
    }
    // What stands here, for a message.
    std::string next_word() const {
        auto end = at_;
        while (end < text_.size() && is_word_part(text_[end])) ++end;
        return std::string(text_.substr(at_, std::max<std::size_t>(end - at_, 1)));
    }

    Literal items_until(char close);
    Literal list();
    Literal braces();
    void dict_items(Literal key, Literal::Items& items);
    Literal set(std::size_t begin);
    Literal value();
    Literal number(bool negative = false);
    Literal signed_number();
    Literal number_in_parentheses(bool negative);
    Literal long_number(std::size_t begin, std::string_view digits);
    bool take_imaginary_part();
    Literal word();
    void string_part(std::string& to);

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::string problem_, unheld_;
};

bool may_be_key(const Literal& literal) {
    if (literal.shape == Shape::plain) return true;
    const auto* items = std::get_if<Literal::Items>(&literal.value);
    return literal.shape == Shape::tuple && std::all_of(items->begin(), items->end(), may_be_key);
}

bool is_number(const Literal& literal) {
    return std::holds_alternative<std::int64_t>(literal.value) ||
           std::holds_alternative<double>(literal.value);
}

// "1" is a number, "1," and "1, 2" and "" in parentheses are tuples.
Literal LiteralReader::items_until(char close) {
    Literal::Items items;
    bool comma = false;
    while (problem_.empty() && next() != close) {
        items.push_back(value());
        if (comma = take(','); !comma) break;
    }
    if (close != '\0' && problem_.empty() && !take(close)) fail("expected ')'");
    if (close == '\0' && items.empty()) fail("expected a value");
    if (!problem_.empty()) return {};
    if (items.size() == 1 && !comma) return std::move(items[0]);
    return {std::move(items), Shape::tuple};
}

Literal LiteralReader::list() {
    Literal::Items items;
    while (problem_.empty() && next() != ']') {
        items.push_back(value());
        if (!take(',')) break;
    }
    if (problem_.empty() && !take(']')) fail("expected ',' or ']'");
    return {std::move(items), Shape::list};
}

// A dict; what has no colon behind its first value is a set.
Literal LiteralReader::braces() {
    const auto begin = at_ - 1;
    Literal::Items items;
    if (take('}')) return {std::move(items), Shape::dict};
    Literal first = value();
    if (problem_.empty() && (next() == ',' || next() == '}')) return set(begin);
    dict_items(std::move(first), items);
    if (problem_.empty() && !take('}')) fail("expected ',' or '}'");
    return {std::move(items), Shape::dict};
}

void LiteralReader::dict_items(Literal key, Literal::Items& items) {
    while (problem_.empty()) {
        if (!may_be_key(key)) return fail("a key must be text, a number, a tuple or None");
        if (!take(':')) return fail("expected ':' behind the key");
        items.push_back(std::move(key));
        items.push_back(value());
        if (!take(',') || next() == '}') return;
        key = value();
    }
}

// Behind its first value.
Literal LiteralReader::set(std::size_t begin) {
    while (problem_.empty() && take(',') && next() != '}') value();
    if (problem_.empty() && !take('}')) fail("expected ',' or '}'");
    return hold_back(begin, "a set cannot be kept; write a list: [1, 2]");
}

Literal LiteralReader::value() {
    if (++depth_ > deepest_literal) fail("brackets are nested too deep");
    if (!problem_.empty()) return {};
    Literal made;
    const char first = next();
    if (take('('))
        made = items_until(')');
    else if (take('['))
        made = list();
    else if (take('{'))
        made = braces();
    else if (is_decimal_digit(first) || first == '.' || first == '-' || first == '+')
        made = signed_number();
    else
        made = word();
    --depth_;
    return made;
}

Literal LiteralReader::signed_number() {
    const auto begin = at_;
    const bool negative = text_[at_] == '-';
    const bool has_sign = negative || text_[at_] == '+';
    if (has_sign) ++at_;
    if (has_sign && take('(')) return number_in_parentheses(negative);
    if (has_sign && !is_decimal_digit(next()) && next() != '.') {
        fail("expected a number");
        return {};
    }
    Literal made = number(negative);
    if (problem_.empty() && take_imaginary_part())
        return hold_back(begin, "a complex number cannot be kept; write a tuple: (1, 2)");
    return made;
}

Literal LiteralReader::number_in_parentheses(bool negative) {
    if (++depth_ > deepest_literal) fail("brackets are nested too deep");
    if (!problem_.empty()) return {};
    const auto begin = at_;
    const auto known = unheld_.size();
    Literal made = items_until(')');
    --depth_;
    if (!problem_.empty()) return {};
    if (!is_number(made) && unheld_.size() == known) {
        at_ = begin;
        fail("expected a number");
    }
    if (auto* whole = std::get_if<std::int64_t>(&made.value); whole && negative) {
        if (*whole == std::numeric_limits<std::int64_t>::min())
            return long_number(begin, "9223372036854775808");
        *whole = -*whole;
    }
    if (auto* real = std::get_if<double>(&made.value)) *real = negative ? -*real : *real;
    return made;
}

// Text whose digits a whole number may have, but which is beyond 64 bits.
Literal LiteralReader::long_number(std::size_t begin, std::string_view digits) {
    const bool prefixed =
        digits.size() > 2 && std::string_view("xXoObB").find(digits[1]) != std::string_view::npos;
    const std::string_view allowed = prefixed ? "0123456789abcdefABCDEF_" : "0123456789_";
    if (digits.substr(prefixed ? 2 : 0).find_first_not_of(allowed) == std::string_view::npos &&
        digits.size() > 16)
        return hold_back(begin,
                         "a whole number beyond 64 bits cannot be kept; write it as text: '" +
                             std::string(digits) + "', or as 1e20");
    at_ = begin;
    fail("cannot read the number '" + std::string(digits) + "'");
    return {};
}

Literal LiteralReader::number(bool negative) {
    const auto digits = at_;
    const bool prefixed = text_.substr(at_).starts_with('0') && at_ + 1 < text_.size() &&
                          std::string_view("xXoObB").find(text_[at_ + 1]) != std::string_view::npos;
    while (at_ < text_.size() && (is_word_part(text_[at_]) || text_[at_] == '.' ||
                                  (!prefixed && (text_[at_] == '-' || text_[at_] == '+') &&
                                   (text_[at_ - 1] | 0x20) == 'e')))
        ++at_;
    const auto written = text_.substr(digits, at_ - digits);
    if (const auto whole = read_whole((negative ? "-" : "") + std::string(written), 0))
        return {*whole};
    const bool imaginary = !prefixed && (written.back() | 0x20) == 'j';
    const auto real = read_real(imaginary ? written.substr(0, written.size() - 1) : written);
    if (imaginary && real)
        return hold_back(digits, "a complex number cannot be kept; write a tuple: (1, 2)");
    if (real && written.find_first_of(".eE") != std::string_view::npos)
        return {negative ? -*real : *real};
    return long_number(digits, written);
}

// "+2j" behind a number.
bool LiteralReader::take_imaginary_part() {
    const auto begin = at_;
    const auto known = unheld_;
    if (next() != '+' && next() != '-') return at_ = begin, false;
    ++at_;
    if (is_decimal_digit(next()) || next() == '.') {
        number();
        if (problem_.empty() && (text_[at_ - 1] | 0x20) == 'j') return true;
    }
    at_ = begin;
    problem_.clear();
    unheld_ = known;
    return false;
}

Literal LiteralReader::word() {
    const auto begin = at_;
    std::string text;
    bool any = false;
    while (problem_.empty()) {
        next();
        const auto here = at_;
        auto end = here;
        while (end < text_.size() && is_word_part(text_[end])) ++end;
        const bool quoted = end < text_.size() && (text_[end] == '"' || text_[end] == '\'') &&
                            (end == here || end == here + 1);
        if (!quoted) break;
        string_part(text);
        any = true;
    }
    if (any || !problem_.empty()) return {std::move(text)};
    const auto name = next_word();
    at_ = begin + name.size();
    if (name == "set" && take('(') && take(')'))
        return hold_back(begin, "a set cannot be kept; write a list: [1, 2]");
    if (name == "True") return {true};
    if (name == "False") return {false};
    if (name == "None") return {};
    at_ = begin;
    if (at_ >= text_.size())
        fail("expected a value");
    else if (is_word_part(name[0]))
        fail("'" + name + "' is not a value; text needs quotes: \"" + name + "\"");
    else
        fail("unexpected '" + name + "'");
    return {};
}

// One text in quotes; several in a row are one.
void LiteralReader::string_part(std::string& to) {
    const char prefix = static_cast<char>(text_[at_] | 0x20);
    const bool raw = prefix == 'r';
    if (text_[at_] != '"' && text_[at_] != '\'') {
        if (prefix == 'b') hold_back(at_, "bytes cannot be kept; write text, without the b");
        if (!raw && prefix != 'u' && prefix != 'b') return fail("text of this kind is no value");
        ++at_;
    }
    const char quote = text_[at_];
    const bool triple = text_.substr(at_).starts_with(std::string(3, quote));
    const std::size_t width = triple ? 3 : 1;
    const auto begin = at_ + width;
    auto end = begin;
    while (end < text_.size() && !text_.substr(end).starts_with(std::string(width, quote)))
        end += text_[end] == '\\' ? 2 : 1;
    if (end >= text_.size()) return fail("the text lacks its closing quote");
    const auto inside = text_.substr(begin, end - begin);
    if (raw) {
        to += inside;
    } else {
        const auto plain = unescape("\"" + std::string(inside) + "\"");
        if (!plain.problem.empty()) return fail(plain.problem);
        to += plain.text;
    }
    at_ = end + width;
}

std::string key_text(const Literal& key) {
    if (const auto* text = std::get_if<std::string>(&key.value)) return *text;
    if (const auto* truth = std::get_if<bool>(&key.value)) return *truth ? "true" : "false";
    if (const auto* whole = std::get_if<std::int64_t>(&key.value)) return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&key.value)) return print_real(*real);
    if (const auto* items = std::get_if<Literal::Items>(&key.value)) {
        std::string inside;
        for (const Literal& item : *items) inside += (inside.empty() ? "" : ", ") + key_text(item);
        return "(" + inside + ")";
    }
    return "null";
}

}  // namespace

base::Result<Literal> read_literal(std::string_view text, bool* beyond_us) {
    LiteralReader reader(text);
    auto literal = reader.read();
    if (beyond_us != nullptr) *beyond_us = reader.is_beyond_us();
    return literal;
}

base::Value plain_value(const Literal& literal) {
    if (literal.shape == Shape::dict) {
        base::Value table{base::Value::Table{}};
        const auto& items = std::get<Literal::Items>(literal.value);
        for (std::size_t i = 0; i + 1 < items.size(); i += 2)
            table[key_text(items[i])] = plain_value(items[i + 1]);
        return table;
    }
    if (const auto* items = std::get_if<Literal::Items>(&literal.value)) {
        base::Value::List list;
        for (const Literal& item : *items) list.push_back(plain_value(item));
        return list;
    }
    if (const auto* truth = std::get_if<bool>(&literal.value)) return *truth;
    if (const auto* whole = std::get_if<std::int64_t>(&literal.value)) return *whole;
    if (const auto* real = std::get_if<double>(&literal.value)) return *real;
    if (const auto* text = std::get_if<std::string>(&literal.value)) return *text;
    return {};
}

}  // namespace escapement::templates
