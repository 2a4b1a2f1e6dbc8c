// Numbers and truths as text and back, exactly.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"

#include <cctype>
#include <charconv>
#include <cmath>

#include "base/decimal.hpp"

namespace escapement::base {
namespace {

// from_chars knows no leading plus; everything else people write it does.
template <class Number>
std::optional<Number> read(std::string_view text) {
    text = trim(text);
    if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
    Number value{};
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return value;
}

}  // namespace

std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\f\v";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

std::string upper_case(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out;
}

std::string in_quotes(std::string_view text) {
    return "'" + std::string(text) + "'";
}

std::optional<double> parse_number(std::string_view text) {
    if (const auto plain = leading_decimal(text); plain.length > 0 && plain.length == text.size())
        return plain.value;
    const auto value = read<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
    return read<std::int64_t>(text);
}

std::optional<int> Text<int>::parse(std::string_view text) {
    return read<int>(text);
}

std::optional<bool> parse_truth(std::string_view text) {
    const auto word = lower_case(trim(text));
    if (word == "true" || word == "yes" || word == "on" || word == "1") return true;
    if (word == "false" || word == "no" || word == "off" || word == "0") return false;
    return std::nullopt;
}

std::string print_number(double value) {
    char buffer[32];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

}  // namespace escapement::base
