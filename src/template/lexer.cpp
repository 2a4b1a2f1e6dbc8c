// A template's text as tokens: text outside of tags, and what stands inside of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/lexer.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "template/text.hpp"

namespace escapement::templates {
namespace {

constexpr auto not_found = std::string_view::npos;

bool is_base_digit(char character, int base) {
    const auto c = static_cast<unsigned char>(character);
    if (base <= 10) return c >= '0' && c < '0' + base;
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

bool is_name_byte(char character) {
    const auto c = static_cast<unsigned char>(character);
    return c >= 0x80 || c == '_' || is_digit(c) || is_letter(c);
}

std::size_t blanks_at_front(std::string_view text) {
    return text.size() - strip_front(text).size();
}

class Lexer {
  public:
    explicit Lexer(std::string_view source) : source_(source) {}

    Lexemes all() {
        while (at_ < source_.size() && found_.problem.empty()) outside();
        if (found_.problem.empty()) add(Token::end, source_.size(), source_.size());
        return std::move(found_);
    }

  private:
    std::string_view rest() const { return source_.substr(at_); }

    void add(Token type, std::size_t begin, std::size_t end) {
        found_.all.push_back({type, begin, end, source_.substr(begin, end - begin)});
    }

    void fail(std::string problem) {
        found_.problem = std::move(problem);
        add(Token::error, at_, at_);
    }

    // Text up to `end`, which a "-" in the tag behind may shorten.
    void add_data(std::size_t end, bool strips) {
        std::string_view text = source_.substr(at_, end - at_);
        if (strips) text = strip_back(text);
        if (!text.empty()) add(Token::data, at_, at_ + text.size());
    }

    bool strips_at(std::size_t place) const {
        return place < source_.size() && source_[place] == '-';
    }

    // A "-" or "+" behind the beginning of a tag.
    std::size_t behind_mark(std::size_t place) const {
        const bool marked =
            place < source_.size() && (source_[place] == '-' || source_[place] == '+');
        return place + (marked ? 1 : 0);
    }

    void outside() {
        const auto open = source_.find('{', at_);
        if (open == not_found) {
            add_data(source_.size(), false);
            at_ = source_.size();
            return;
        }
        const char next = open + 1 < source_.size() ? source_[open + 1] : 0;
        const bool is_tag = next == '%' || next == '#';
        const auto inside = open + (is_tag ? 2 : 1);
        add_data(open, strips_at(inside));
        at_ = open;
        if (next == '%' && raw(inside)) return;
        if (next == '#') {
            at_ = behind_mark(inside);
            comment();
            return;
        }
        add(is_tag ? Token::block_begin : Token::variable_begin, open, inside);
        at_ = behind_mark(inside);
        tag(is_tag);
    }

    // What has not even begun need not end.
    void miss_end(std::string problem) {
        if (at_ < source_.size()) fail(std::move(problem));
    }

    void comment() {
        const auto end = source_.find("#}", at_);
        if (end == not_found) return miss_end("Missing end of comment tag");
        const bool strips = end > at_ && source_[end - 1] == '-';
        at_ = end + 2;
        if (strips) at_ += blanks_at_front(rest());
    }

    // Where "%}" ends with the blanks that its "-" takes; 0 if the tag does not end here.
    std::size_t end_of_block(std::size_t place) const {
        const std::string_view text = source_.substr(place);
        if (text.starts_with("%}")) return place + 2;
        if (text.starts_with("+%}")) return place + 3;
        if (!text.starts_with("-%}")) return 0;
        return place + 3 + blanks_at_front(text.substr(3));
    }

    // Where {% raw %} or {% endraw %} ends that begins at `open`; 0 if it is none.
    std::size_t end_of_word_tag(std::size_t inside, std::string_view word) const {
        std::size_t place = behind_mark(inside);
        place += blanks_at_front(source_.substr(place));
        if (!source_.substr(place).starts_with(word)) return 0;
        place += word.size();
        place += blanks_at_front(source_.substr(place));
        return end_of_block(place);
    }

    bool raw(std::size_t inside) {
        const auto begin = end_of_word_tag(inside, "raw");
        if (begin == 0) return false;
        at_ = begin;
        for (auto open = source_.find("{%", at_); open != not_found;
             open = source_.find("{%", open + 1)) {
            const auto end = end_of_word_tag(open + 2, "endraw");
            if (end == 0) continue;
            add_data(open, strips_at(open + 2));
            at_ = end;
            return true;
        }
        miss_end("Missing end of raw directive");
        return true;
    }

    void tag(bool is_block) {
        brackets_.clear();
        while (at_ < source_.size() && found_.problem.empty()) {
            if (brackets_.empty() && end_tag(is_block)) return;
            inside_tag();
        }
    }

    bool end_tag(bool is_block) {
        std::size_t end = 0;
        if (is_block)
            end = end_of_block(at_);
        else if (rest().starts_with('}'))
            end = at_ + 1;
        else if (rest().starts_with("-}"))
            end = at_ + 2 + blanks_at_front(rest().substr(2));
        if (end == 0) return false;
        add(is_block ? Token::block_end : Token::variable_end, at_, end);
        at_ = end;
        return true;
    }

    void inside_tag() {
        const char next = source_[at_];
        if (const auto blanks = blanks_at_front(rest()); blanks > 0) {
            at_ += blanks;
        } else if (is_digit(static_cast<unsigned char>(next))) {
            number();
        } else if (is_name_byte(next)) {
            auto end = at_;
            while (end < source_.size() && is_name_byte(source_[end])) ++end;
            take(Token::name, end);
        } else if (next == '"' || next == '\'') {
            text(next);
        } else {
            sign();
        }
    }

    void take(Token type, std::size_t end) {
        add(type, at_, end);
        at_ = end;
    }

    // Digits with single "_" between them, from `from` on.
    std::size_t digits(std::size_t from, int base) const {
        auto end = from;
        while (end < source_.size()) {
            const bool joined = source_[end] == '_' && end > from && end + 1 < source_.size() &&
                                is_base_digit(source_[end + 1], base);
            if (!joined && !is_base_digit(source_[end], base)) break;
            ++end;
        }
        return end;
    }

    bool is_at(std::size_t place, std::string_view any_of) const {
        return place < source_.size() && any_of.find(source_[place]) != not_found;
    }

    // Where a number with a point or an exponent ends; 0 if it has neither.
    std::size_t end_of_real() const {
        if (at_ > 0 && source_[at_ - 1] == '.') return 0;
        auto end = digits(at_, 10);
        bool real = false;
        if (is_at(end, ".")) {
            const auto behind = digits(end + 1, 10);
            real = behind > end + 1;
            if (real) end = behind;
        }
        if (is_at(end, "eE")) {
            const auto first = end + (is_at(end + 1, "+-") ? 2 : 1);
            const auto behind = digits(first, 10);
            if (behind > first) return behind;
        }
        return real ? end : 0;
    }

    void number() {
        if (const auto end = end_of_real(); end > 0) return take(Token::real, end);
        constexpr std::array<std::pair<std::string_view, int>, 3> bases{
            {{"xX", 16}, {"oO", 8}, {"bB", 2}}};
        for (const auto& [letters, base] : bases) {
            if (source_[at_] != '0' || !is_at(at_ + 1, letters)) continue;
            const auto first = at_ + (is_at(at_ + 2, "_") ? 3 : 2);
            if (const auto end = digits(first, base); end > first) return take(Token::whole, end);
        }
        take(Token::whole, digits(at_, source_[at_] == '0' ? 1 : 10));
    }

    void text(char quote) {
        auto end = at_ + 1;
        while (end < source_.size() && source_[end] != quote) end += source_[end] == '\\' ? 2 : 1;
        if (end >= source_.size()) return fail_character();
        take(Token::text, end + 1);
    }

    void fail_character() {
        fail("unexpected char " + quoted(first_character(rest())) + " at " +
             std::to_string(count_characters(source_.substr(0, at_))));
    }

    void sign() {
        constexpr std::array<std::string_view, 6> doubles{"//", "**", "==", "!=", ">=", "<="};
        for (const auto two : doubles)
            if (rest().starts_with(two)) return take(Token::sign, at_ + 2);
        const char next = source_[at_];
        if (std::string_view("+-/*%~[](){}><=.:|,;").find(next) == not_found)
            return fail_character();
        if (balanced(next)) take(Token::sign, at_ + 1);
    }

    bool balanced(char next) {
        constexpr std::string_view opening = "([{";
        constexpr std::string_view closing = ")]}";
        if (const auto kind = opening.find(next); kind != not_found)
            brackets_.push_back(closing[kind]);
        if (closing.find(next) == not_found) return true;
        const std::string found = "unexpected '" + std::string(1, next) + "'";
        if (brackets_.empty()) return fail(found), false;
        const char expected = brackets_.back();
        brackets_.pop_back();
        if (expected == next) return true;
        fail(found + ", expected '" + std::string(1, expected) + "'");
        return false;
    }

    std::string_view source_;
    std::size_t at_ = 0;
    std::string brackets_;  // the closing ones that are due
    Lexemes found_;
};

// Takes an escape off the front of `rest`, which is behind the backslash.
std::string take_escape(std::string_view& rest, std::string& to) {
    constexpr std::string_view letters = "\\'\"abfnrtv";
    constexpr std::string_view meanings = "\\'\"\a\b\f\n\r\t\v";
    const char kind = rest.front();
    rest.remove_prefix(1);
    if (const auto at = letters.find(kind); at != not_found) {
        to += meanings[at];
        return "";
    }
    if (kind == '\n') return "";
    const bool octal = kind >= '0' && kind <= '7';
    const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : octal ? 2 : 0;
    if (digits == 0 && kind == 'N') return "\\N is not available: write the character itself";
    if (digits == 0) {
        (to += '\\') += kind;
        return "";
    }
    char32_t code = octal ? static_cast<char32_t>(kind - '0') : 0;
    std::size_t read = 0;
    for (; read < digits && !rest.empty() && is_base_digit(rest.front(), octal ? 8 : 16); ++read) {
        const char digit = static_cast<char>(rest.front() | 0x20);
        const int value = digit >= 'a' ? digit - 'a' + 10 : rest.front() - '0';
        code = code * (octal ? 8 : 16) + static_cast<char32_t>(value);
        rest.remove_prefix(1);
    }
    if (!octal && read < digits)
        return "truncated \\" + std::string(1, kind) + std::string(digits, 'X') + " escape";
    if (code > 0x10ffff) return "illegal Unicode character";
    append_character(to, code);
    return "";
}

}  // namespace

std::string with_plain_line_ends(std::string_view source) {
    std::string plain;
    plain.reserve(source.size());
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] == '\r' && i + 1 < source.size() && source[i + 1] == '\n') continue;
        plain += source[i] == '\r' ? '\n' : source[i];
    }
    if (plain.ends_with('\n')) plain.pop_back();
    return plain;
}

Lexemes lex(std::string_view source) {
    return Lexer(source).all();
}

Unescaped unescape(std::string_view quoted) {
    std::string_view rest = quoted.substr(1, quoted.size() - 2);
    Unescaped made;
    while (!rest.empty() && made.problem.empty()) {
        const auto plain = std::min(rest.find('\\'), rest.size());
        made.text += rest.substr(0, plain);
        rest.remove_prefix(plain);
        if (rest.size() < 2) break;
        rest.remove_prefix(1);
        made.problem = take_escape(rest, made.text);
    }
    return made;
}

}  // namespace escapement::templates
