// Distance between names: insertions, deletions, substitutions and swapped neighbours.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/names.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

namespace escapement::base {
namespace {

char lower(char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

// Optimal string alignment distance, kept in three rows.
std::size_t typing_errors(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
            const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                                 lower(a[i - 2]) == lower(b[j - 1]);
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return above[b.size()];
}

}  // namespace

std::string nearest_name(std::string_view typed, std::span<const std::string> known) {
    constexpr std::size_t longest_worth_comparing = 64;
    if (typed.size() > longest_worth_comparing) return {};
    std::string best;
    std::size_t fewest = std::max<std::size_t>(1, typed.size() / 3) + 1;
    for (const std::string& name : known) {
        const auto errors = typing_errors(typed, name);
        if (errors < fewest) {
            fewest = errors;
            best = name;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view typed, std::span<const std::string> known) {
    const auto name = nearest_name(typed, known);
    return name.empty() ? std::string() : " (did you mean '" + name + "'?)";
}

std::string not_an_option(std::string_view value,
                          std::string_view parameter,
                          std::span<const std::string> options) {
    constexpr std::size_t most_listed = 30;
    std::string text = "The value '" + std::string(value) + "' is not valid for " +
                       std::string(parameter) +
                       (options.empty() ? "; there is none" : ". Options: ");
    for (std::size_t i = 0; i < options.size() && i < most_listed; ++i)
        text += (i > 0 ? ", '" : "'") + options[i] + "'";
    if (options.size() > most_listed) text += ", ...";
    return text + did_you_mean(value, options);
}

}  // namespace escapement::base
