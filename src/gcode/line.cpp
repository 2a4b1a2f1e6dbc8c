// Splits a line at its letters, the way Klipper does: every run of letters begins a word.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gcode/line.hpp"

#include <utility>

#include "base/text.hpp"

namespace escapement::gcode {
namespace {

enum class Kind : std::uint8_t { other, letter, star };

constexpr std::array<Kind, 256> kinds = [] {
    std::array<Kind, 256> table{};
    for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = Kind::letter;
    for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = Kind::letter;
    table['_'] = Kind::letter;
    table['*'] = Kind::star;
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

// The first letter at or after `position`, or the end.
std::size_t find_word(std::string_view code, std::size_t position) {
    while (position < code.size() && kind(code[position]) == Kind::other) ++position;
    return position;
}

// The end of the run of letters at `position`; a star is a run by itself.
std::size_t end_of_letters(std::string_view code, std::size_t position) {
    if (kind(code[position]) == Kind::star) return position + 1;
    while (position < code.size() && kind(code[position]) == Kind::letter) ++position;
    return position;
}

// The word at or after `position`, which moves behind it.
std::optional<Word> take_word(std::string_view code, std::size_t& position) {
    const auto begin = find_word(code, position);
    if (begin == code.size()) return std::nullopt;
    const auto end = end_of_letters(code, begin);
    position = find_word(code, end);
    return Word{code.substr(begin, end - begin), trim(code.substr(end, position - end))};
}

std::string_view join(std::string_view code, std::size_t begin, const Word& last) {
    const auto end = static_cast<std::size_t>(last.value.data() - code.data()) + last.value.size();
    return trim(code.substr(begin, end - begin));
}

}  // namespace

Line parse_line(std::string_view text) {
    Line line;
    line.text_ = trim(text);
    line.code_ = line.text_.substr(0, line.text_.find(';'));
    std::size_t position = 0;
    std::size_t begin = 0;
    auto word = take_word(line.code_, position);
    if (!word) {
        line.set_command(trim(line.code_));
        return line;
    }
    line.note_word(*word);
    const bool numbered = equals_upper(word->letters, "N") && kind(line.code_[0]) == Kind::letter;
    if (numbered) {
        begin = position;
        word = take_word(line.code_, position);
        if (!word) return line;
        line.note_word(*word);
    }
    line.set_command(join(line.code_, begin, *word));
    while ((word = take_word(line.code_, position))) line.note_word(*word);
    return line;
}

std::size_t Line::index(char letter) {
    ASSERT(letter >= 'A' && letter <= 'Z');
    return static_cast<std::size_t>(letter - 'A');
}

void Line::note_word(const Word& word) {
    if (word.letters.size() != 1) {
        has_long_word_ = true;
        return;
    }
    const char letter = upper(word.letters[0]);
    if (letter < 'A' || letter > 'Z') return;
    Span& span = word_[index(letter)];
    span.begin = static_cast<std::uint32_t>(word.value.data() - code_.data());
    span.size = static_cast<std::uint32_t>(word.value.size());
    present_ |= 1U << index(letter);
}

void Line::set_command(std::string_view written) {
    const auto first = written.substr(0, written.find_first_of(" \t"));
    written_ = first.size() < written.size() && takes_text(first) ? first : written;
    command_ = written_;
    for (char& c : command_) c = upper(c);
}

bool Line::is_traditional() const {
    return is_traditional_name(command_);
}

std::string_view Line::value(char letter) const {
    const Span& span = word_[index(letter)];
    return code_.substr(span.begin, span.size);
}

base::Result<std::optional<double>> Line::number(char letter) const {
    if (!has(letter)) return std::optional<double>();
    const auto number = base::parse_number(value(letter));
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
