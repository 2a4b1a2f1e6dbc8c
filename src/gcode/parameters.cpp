// Splits extended commands the way a POSIX shell splits words.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gcode/parameters.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace escapement::gcode {
namespace {

bool is_gap(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool begins_comment(char c) {
    return c == '#' || c == ';';
}

bool is_plain(char c) {
    return c != '\'' && c != '"' && c != '\\' && !is_gap(c) && !begins_comment(c);
}

// Takes shell words off the front of a text.
class Splitter {
  public:
    explicit Splitter(std::string_view text) : rest_(text) {}

    enum class End { word, text, broken };
    // Puts the next word into `word`.  `broken` means a quote or a backslash lacks its partner.
    End next(std::string& word);

  private:
    bool quoted(char quote, std::string& word);
    bool escaped(std::string& word);

    std::string_view rest_;
};

Splitter::End Splitter::next(std::string& word) {
    word.clear();
    while (!rest_.empty() && is_gap(rest_[0])) rest_.remove_prefix(1);
    if (rest_.empty() || begins_comment(rest_[0])) return End::text;
    while (true) {
        const auto plain = std::find_if_not(rest_.begin(), rest_.end(), is_plain) - rest_.begin();
        word.append(rest_.substr(0, static_cast<std::size_t>(plain)));
        rest_.remove_prefix(static_cast<std::size_t>(plain));
        if (rest_.empty() || is_gap(rest_[0]) || begins_comment(rest_[0])) break;
        const char c = rest_[0];
        rest_.remove_prefix(1);
        if (c == '\'' || c == '"') {
            if (!quoted(c, word)) return End::broken;
        } else if (!escaped(word)) {
            return End::broken;
        }
    }
    return End::word;
}

// Inside of '"' a backslash escapes only itself and the quote; inside of '\'' nothing.
bool Splitter::quoted(char quote, std::string& word) {
    while (!rest_.empty()) {
        const char c = rest_[0];
        rest_.remove_prefix(1);
        if (c == quote) return true;
        const bool escapes =
            c == '\\' && quote == '"' && !rest_.empty() && (rest_[0] == '"' || rest_[0] == '\\');
        word += escapes ? rest_[0] : c;
        if (escapes) rest_.remove_prefix(1);
    }
    return false;
}

bool Splitter::escaped(std::string& word) {
    if (rest_.empty()) return false;
    word += rest_[0];
    rest_.remove_prefix(1);
    return true;
}

constexpr std::size_t most_parameters = 256;
constexpr std::size_t usual_parameters = 4;

// The last value of a name counts.  False when there are more names than anybody writes.
bool set(Parameters::Entries& entries, std::string name, std::string_view value) {
    for (auto& [known, held] : entries)
        if (known == name) {
            held = value;
            return true;
        }
    if (entries.size() == most_parameters) return false;
    entries.emplace_back(std::move(name), value);
    return true;
}

base::Error malformed(const Line& line) {
    return {"Malformed command '" + shown(line.text()) + "'"};
}

base::Error too_many(const Line& line) {
    return {"Error on '" + shown(line.text()) + "': more than " + std::to_string(most_parameters) +
            " parameters"};
}

base::Result<Parameters> traditional_parameters(const Line& line) {
    Parameters::Entries entries;
    std::size_t position = 0;
    while (const auto word = line.next_word(position))
        if (!set(entries, base::upper_case(word->letters), word->value)) return too_many(line);
    return Parameters(std::string(line.text()), std::move(entries));
}

}  // namespace

base::Result<Parameters> parameters(const Line& line) {
    if (line.is_traditional()) return traditional_parameters(line);
    return extended_parameters(line);
}

base::Result<Parameters> extended_parameters(const Line& line) {
    Parameters::Entries entries;
    entries.reserve(usual_parameters);
    Splitter words(line.raw_parameters());
    std::string word;
    auto end = words.next(word);
    for (; end == Splitter::End::word; end = words.next(word)) {
        const auto equals = word.find('=');
        if (equals == std::string::npos) return malformed(line);
        const auto text = std::string_view(word);
        if (!set(entries, base::upper_case(text.substr(0, equals)), text.substr(equals + 1)))
            return too_many(line);
    }
    if (end == Splitter::End::broken) return malformed(line);
    return Parameters(std::string(line.text()), std::move(entries));
}

const std::string* Parameters::find(std::string_view name) const {
    for (const auto& [known, value] : entries_)
        if (known == name) return &value;
    return nullptr;
}

base::Result<std::optional<double>> Parameters::number(std::string_view name) const {
    const auto* text = find(name);
    if (!text) return std::optional<double>();
    const auto number = base::parse_number(*text);
    if (!number)
        return base::Error{"Error on '" + shown(line_) + "': unable to parse " + shown(*text)};
    return number;
}

base::Result<double> Parameters::number_or(std::string_view name, double otherwise) const {
    auto found = number(name);
    if (!found) return std::move(found.error());
    return found->value_or(otherwise);
}

base::Result<double> Parameters::required_number(std::string_view name) const {
    auto text = required(name);
    if (!text) return std::move(text.error());
    return number_or(name, 0.0);
}

base::Result<std::string> Parameters::required(std::string_view name) const {
    const auto* text = find(name);
    if (!text) return base::Error{"Error on '" + shown(line_) + "': missing " + std::string(name)};
    return *text;
}

}  // namespace escapement::gcode
