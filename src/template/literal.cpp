// Reads values that are written as Python writes them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/literal.hpp"

#include <algorithm>
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
        return made;
    }

  private:
    void fail(const std::string& what) {
        if (problem_.empty()) problem_ = what + " (column " + std::to_string(at_ + 1) + ")";
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
    Literal dict();
    Literal value();
    Literal number();
    Literal word();
    void string_part(std::string& to);

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::string problem_;
};

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

Literal LiteralReader::dict() {
    Literal::Items items;
    while (problem_.empty() && next() != '}') {
        Literal key = value();
        if (problem_.empty() && key.shape != Shape::plain)
            fail("a key must be text, a number, True, False or None");
        if (problem_.empty() && !take(':')) fail("expected ':' behind the key");
        if (!problem_.empty()) break;
        items.push_back(std::move(key));
        items.push_back(value());
        if (!take(',')) break;
    }
    if (problem_.empty() && !take('}')) fail("expected ',' or '}'");
    return {std::move(items), Shape::dict};
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
        made = dict();
    else if (is_decimal_digit(first) || first == '.' || first == '-' || first == '+')
        made = number();
    else
        made = word();
    --depth_;
    return made;
}

Literal LiteralReader::number() {
    const auto begin = at_;
    if (text_[at_] == '-' || text_[at_] == '+') {
        ++at_;
        if (!is_decimal_digit(next()) && next() != '.') {
            fail("expected a number");
            return {};
        }
    }
    const auto digits = at_;
    const bool prefixed = text_.substr(at_).starts_with('0') && at_ + 1 < text_.size() &&
                          std::string_view("xXoObB").find(text_[at_ + 1]) != std::string_view::npos;
    while (at_ < text_.size() && (is_word_part(text_[at_]) || text_[at_] == '.' ||
                                  (!prefixed && (text_[at_] == '-' || text_[at_] == '+') &&
                                   (text_[at_ - 1] | 0x20) == 'e')))
        ++at_;
    const bool negative = text_[begin] == '-';
    const auto written = text_.substr(digits, at_ - digits);
    const auto whole = read_whole((negative ? "-" : "") + std::string(written), 0);
    if (whole) return {*whole};
    const auto real = read_real(written);
    const bool is_real = written.find_first_of(".eE") != std::string_view::npos;
    if (real && is_real) return {negative ? -*real : *real};
    at_ = begin;
    fail("cannot read the number '" + std::string(written) + "'");
    return {};
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
        if (!raw && prefix != 'u') return fail("text of this kind cannot be kept");
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
    return "null";
}

}  // namespace

base::Result<Literal> read_literal(std::string_view text) {
    return LiteralReader(text).read();
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
