// Splits a line at its letters, the way Klipper does: every run of letters begins a word.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gcode/line.hpp"

#include <algorithm>
#include <utility>

#include "base/decimal.hpp"

namespace escapement::gcode {
namespace {

enum class Kind : std::uint8_t { other, letter, star, semicolon };

constexpr std::array<Kind, 256> kinds = [] {
    std::array<Kind, 256> table{};
    for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = Kind::letter;
    for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = Kind::letter;
    table['_'] = Kind::letter;
    table['*'] = Kind::star;
    table[';'] = Kind::semicolon;
    return table;
}();

Kind kind(char c) {
    return kinds[static_cast<unsigned char>(c)];
}

bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

bool equals_upper(std::string_view text, std::string_view upper_word) {
    if (text.size() != upper_word.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (upper(text[i]) != upper_word[i]) return false;
    return true;
}

// Commands whose text may begin with digits: "M117 100 %" is M117, not "M117 100".
bool takes_text(std::string_view name) {
    return equals_upper(name, "M117") || equals_upper(name, "M118") || equals_upper(name, "M23");
}

// The first letter, star or comment at or after `position`, or the end.
std::size_t find_word(std::string_view text, std::size_t position) {
    while (position < text.size() && kind(text[position]) == Kind::other) ++position;
    return position;
}

// The end of the run of letters at `position`; a star is a run by itself.
std::size_t end_of_letters(std::string_view text, std::size_t position) {
    if (kind(text[position]) == Kind::star) return position + 1;
    while (position < text.size() && kind(text[position]) == Kind::letter) ++position;
    return position;
}

// The word at `position`, which moves behind it.
Word take_word(std::string_view text, std::size_t& position) {
    const auto begin = position, end = end_of_letters(text, begin);
    position = find_word(text, end);
    return {text.substr(begin, end - begin), trim(text.substr(end, position - end))};
}

}  // namespace

Line parse_line(std::string_view text) {
    Line line;
    line.parse(text);
    return line;
}

void Line::parse(std::string_view text) {
    text_ = trim(text);
    written_ = {};
    upper_.clear();
    present_ = is_number_ = 0;
    has_long_word_ = false;
    auto position = find_word(text_, 0);
    std::size_t begin = 0;
    if (!ends_at(position)) {
        position = note_word(position);
        if (is_numbered()) {
            begin = position;
            if (!ends_at(position)) position = note_word(position);
        }
    }
    set_command(trim(text_.substr(begin, position - begin)));
    while (!ends_at(position)) position = note_word(position);
    code_ = text_.substr(0, position);
}

bool Line::ends_at(std::size_t position) const {
    return position == text_.size() || kind(text_[position]) == Kind::semicolon;
}

// "N12 G1": the first word is no command.
bool Line::is_numbered() const {
    return upper(text_[0]) == 'N' && (text_.size() == 1 || kind(text_[1]) != Kind::letter);
}

// Notes the word at `position`; returns where the next one begins, or the code ends.
std::size_t Line::note_word(std::size_t position) {
    const auto behind = note_plain_word(position);
    return behind > position ? behind : note_any_word(position);
}

// Nearly all words are a letter and a plain number.  Returns `position` for others.
std::size_t Line::note_plain_word(std::size_t position) {
    const char letter = upper(text_[position]);
    if (letter < 'A' || letter > 'Z') return position;
    const char* const begin = text_.data() + position + 1;
    const char* const end = text_.data() + text_.size();
    const auto decimal = base::leading_decimal({begin, end});
    const char* next = begin + decimal.length;
    while (next != end && is_blank(*next)) ++next;
    if (decimal.length == 0 || (next != end && kind(*next) == Kind::other)) return position;
    const auto i = index(letter);
    word_[i] = {static_cast<std::uint32_t>(position + 1),
                static_cast<std::uint32_t>(decimal.length)};
    number_[i] = decimal.value;
    present_ |= 1U << i;
    is_number_ |= 1U << i;
    return static_cast<std::size_t>(next - text_.data());
}

std::size_t Line::note_any_word(std::size_t position) {
    const Word word = take_word(text_, position);
    const char letter = upper(word.letters[0]);
    if (word.letters.size() != 1) {
        has_long_word_ = true;
    } else if (letter >= 'A' && letter <= 'Z') {
        const auto i = index(letter);
        word_[i] = {static_cast<std::uint32_t>(word.value.data() - text_.data()),
                    static_cast<std::uint32_t>(word.value.size())};
        present_ |= 1U << i;
        is_number_ &= ~(1U << i);
    }
    return position;
}

void Line::set_command(std::string_view written) {
    const auto blank =
        std::find_if(written.begin(), written.end(), [](char c) { return c == ' ' || c == '\t'; });
    const auto first = written.substr(0, static_cast<std::size_t>(blank - written.begin()));
    written_ = first.size() < written.size() && takes_text(first) ? first : written;
    if (std::none_of(written_.begin(), written_.end(), [](char c) { return c != upper(c); }))
        return;
    upper_ = written_;
    for (char& c : upper_) c = upper(c);
}

bool Line::is_traditional() const {
    return is_traditional_name(command());
}

std::string_view Line::value(char letter) const {
    if (!has(letter)) return {};
    const Span& span = word_[index(letter)];
    return code_.substr(span.begin, span.size);
}

base::Result<std::optional<double>> Line::number(char letter) const {
    if (!has(letter)) return std::optional<double>();
    const auto number = plain_number(letter);
    if (!number)
        return base::Error{"Error on '" + shown(text_) + "': unable to parse " +
                           shown(value(letter))};
    return number;
}

base::Result<double> Line::number_or(char letter, double otherwise) const {
    auto found = number(letter);
    if (!found) return std::move(found.error());
    return found->value_or(otherwise);
}

base::Result<double> Line::required_number(char letter) const {
    auto found = number(letter);
    if (!found) return std::move(found.error());
    if (!*found) return base::Error{"Error on '" + shown(text_) + "': missing " + letter};
    return **found;
}

std::string_view Line::raw_parameters() const {
    if (written_.empty()) return text_;
    const auto begin = static_cast<std::size_t>(written_.data() - text_.data());
    auto rest = text_.substr(begin + written_.size());
    if (begin > 0) {  // a numbered line, which may end in a checksum
        const auto star = rest.rfind('*');
        const auto digits = rest.substr(star == std::string_view::npos ? rest.size() : star + 1);
        if (!digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos)
            rest = rest.substr(0, star);
    }
    if (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
    return rest;
}

std::optional<Word> Line::next_word(std::size_t& position) const {
    position = find_word(code_, position);
    if (position == code_.size()) return std::nullopt;
    return take_word(code_, position);
}

std::string shown(std::string_view text) {
    constexpr std::size_t longest = 200;
    if (text.size() <= longest) return std::string(text);
    return std::string(text.substr(0, longest)) + "...";
}

bool is_traditional_name(std::string_view name) {
    if (name.size() < 2 || kind(name[0]) != Kind::letter || name[0] == '_') return false;
    if (!is_digit(name[1])) return false;
    return base::parse_number(name.substr(1)).has_value();
}

std::optional<bool> checksum_matches(std::string_view line) {
    const auto star = line.rfind('*');
    if (star == std::string_view::npos) return std::nullopt;
    const auto claimed = base::parse_whole(line.substr(star + 1));
    if (!claimed) return std::nullopt;
    unsigned char sum = 0;
    for (const char c : line.substr(0, star)) sum ^= static_cast<unsigned char>(c);
    return *claimed == sum;
}

}  // namespace escapement::gcode
