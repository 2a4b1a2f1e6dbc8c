// Splits values and reads their parts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/values.hpp"

#include <cmath>

#include "base/names.hpp"
#include "base/text.hpp"
#include "config/expression.hpp"
#include "config/reading.hpp"

namespace escapement::config {
namespace {

base::Result<double> parse_ratio(std::string_view text) {
    auto teeth = parse_numbers(text, ':');
    if (!teeth || teeth->size() != 2 || (*teeth)[0] <= 0.0 || (*teeth)[1] <= 0.0)
        return base::Error{"expected two numbers above 0 such as '80:16', found " + quote(text) +
                           (teeth ? "" : ": " + teeth.error().what)};
    return (*teeth)[0] / (*teeth)[1];
}

}  // namespace

std::vector<std::string> split_list(std::string_view text, char separator) {
    std::vector<std::string> parts;
    if (base::trim(text).empty()) return parts;
    std::size_t end = 0;
    do {
        end = text.find(separator);
        parts.emplace_back(base::trim(text.substr(0, end)));
        text.remove_prefix(end == std::string_view::npos ? 0 : end + 1);
    } while (end != std::string_view::npos);
    return parts;
}

base::Result<std::vector<double>> parse_numbers(std::string_view text, char separator) {
    std::vector<double> numbers;
    for (const auto& part : split_list(text, separator)) {
        const auto number = compute_number(part);
        if (!number) return number.error();
        numbers.push_back(*number);
    }
    return numbers;
}

base::Result<std::vector<double>> parse_numbers_exactly(std::string_view text, std::size_t count) {
    auto numbers = parse_numbers(text);
    if (numbers && numbers->size() != count)
        return base::Error{"must have " + std::to_string(count) + " elements (has " +
                           std::to_string(numbers->size()) + ")"};
    return numbers;
}

base::Result<std::vector<std::vector<double>>> parse_table(std::string_view text) {
    std::vector<std::vector<double>> rows;
    for (const auto& line : split_list(text, '\n')) {
        if (line.empty()) continue;
        auto row = parse_numbers(line);
        if (!row) return std::move(row.error());
        rows.push_back(std::move(*row));
    }
    return rows;
}

base::Result<double> parse_gear_ratio(std::string_view text) {
    double turns = 1.0;
    for (const auto& part : split_list(text)) {
        if (part.empty()) continue;
        const auto ratio = parse_ratio(part);
        if (!ratio) return ratio;
        turns *= *ratio;
    }
    if (!std::isnormal(turns)) return base::Error{"gear ratio " + quote(text) + " is absurd"};
    return turns;
}

base::Result<std::size_t> parse_choice(std::string_view text,
                                       std::span<const std::string> choices) {
    std::string all;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (choices[i] == base::trim(text)) return i;
        all += (i == 0 ? "" : ", ") + choices[i];
    }
    return base::Error{quote(text) + " is not a valid choice" + base::did_you_mean(text, choices) +
                       ", expected one of: " + all};
}

}  // namespace escapement::config
