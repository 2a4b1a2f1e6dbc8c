// Cuts a value at its commas, and computes what is no plain number.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/computed.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "config/expression.hpp"
#include "config/reading.hpp"

namespace escapement::config {
namespace {

// A byte of the value as the byte of the written value that it came from.
std::size_t written_at(const Option& option, std::size_t at) {
    std::size_t shift_from = 0, shift_to = 0;
    for (const Replacement& replacement : option.replacements) {
        if (at < replacement.begin) break;
        if (at < replacement.end) return replacement.written_begin;
        shift_from = replacement.end;
        shift_to = replacement.written_end;
    }
    return at - shift_from + shift_to;
}

// Of the text that begins at byte `begin` of the value.
std::vector<Group> groups_within(const Option& option, std::size_t begin, std::size_t size) {
    std::vector<Group> groups;
    for (const Replacement& replacement : option.replacements)
        if (replacement.begin >= begin && replacement.end <= begin + size)
            groups.push_back({replacement.begin - begin, replacement.end - begin});
    return groups;
}

// What is between two commas, as a plain number if it is one; or else `problem`.
std::string compute_part(const Option& option,
                         std::string_view part,
                         std::string_view unit,
                         std::optional<Problem>& problem) {
    if (base::parse_number(part) || !looks_computed(part)) return std::string(part);
    const auto begin = static_cast<std::size_t>(part.data() - option.value.data());
    const auto evaluation = evaluate(part, groups_within(option, begin, part.size()));
    const auto trouble = unit_trouble(evaluation.amount, unit);
    if (evaluation && trouble.empty()) return base::print_number(evaluation.amount.value);
    const auto shown = quote(base::trim(part));
    problem =
        pointed_at(option,
                   written_at(option, begin + evaluation.at),
                   evaluation ? shown + " " + trouble
                              : "cannot read " + shown + " as a number: " + evaluation.trouble);
    return {};
}

}  // namespace

Problem pointed_at(const Option& option, std::size_t at, const std::string& what) {
    const std::string_view value = option.as_written();
    at = std::min(at, value.size());
    const auto before = value.substr(0, at);
    const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    const auto begin = before.rfind('\n') + 1;  // 0 where there is none
    const auto shown = value.substr(begin, value.find('\n', begin) - begin);
    Problem problem{option.place, what};
    if (line < option.lines.size()) {
        problem.place.line = option.lines[line].line;
        problem.place.column = option.lines[line].column + static_cast<int>(at - begin);
    }
    constexpr std::size_t widest = 100;
    if (shown.size() <= widest)
        problem.what.append("\n    ").append(shown).append("\n    ").append(at - begin, ' ') += '^';
    return problem;
}

Computed compute_numbers(const Option& option, std::string_view unit) {
    Computed computed;
    const std::string_view value = option.value;
    for (std::size_t begin = 0; !computed.problem;) {
        const auto comma = value.find(',', begin);
        computed.text +=
            compute_part(option, value.substr(begin, comma - begin), unit, computed.problem);
        if (comma == value.npos) break;
        computed.text += ',';
        begin = comma + 1;
    }
    return computed;
}

}  // namespace escapement::config
