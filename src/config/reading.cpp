// Keeps lists of problems short enough to be read.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/reading.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/plain_text.hpp"

namespace escapement::config {
namespace {

bool is_printable(char c) {
    return c >= ' ' && c <= '~';
}

}  // namespace

void report(std::vector<Problem>& problems, Problem problem) {
    if (problems.size() > Limits::problems) return;
    if (problems.size() == Limits::problems)
        problem.what = "more than " + std::to_string(Limits::problems) +
                       " problems; the rest, from here on, is not listed";
    problems.push_back(std::move(problem));
}

std::vector<Problem> in_order(std::vector<Problem> problems) {
    std::stable_sort(
        problems.begin(), problems.end(), [](const Problem& one, const Problem& other) {
            return std::tie(one.place.file, one.place.line, one.place.column) <
                   std::tie(other.place.file, other.place.line, other.place.column);
        });
    problems.erase(std::unique(problems.begin(), problems.end()), problems.end());
    return problems;
}

std::string quote(std::string_view text) {
    constexpr std::size_t longest = 60;
    const bool is_long = text.size() > longest;
    std::string shown(text.substr(0, longest));
    if (!base::is_plain_text(shown))
        for (char& c : shown)
            if (!is_printable(c)) c = '?';
    for (char& c : shown)
        if (c == '\n' || c == '\r') c = ' ';
    return "'" + shown + (is_long ? "..." : "") + "'";
}

}  // namespace escapement::config
