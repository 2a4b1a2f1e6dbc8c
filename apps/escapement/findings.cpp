// Counts findings by their text without its numbers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/findings.hpp"

#include <cctype>
#include <string_view>
#include <utility>

#include "base/text.hpp"

namespace escapement::app {
namespace {

// Of complaints of one kind.
constexpr int most_alike = 5;
constexpr std::size_t most_findings = 500;

std::string without_numbers(std::string_view what) {
    std::string kind;
    for (const char c : what)
        if (!std::isdigit(static_cast<unsigned char>(c)) && c != '.' && c != '-') kind += c;
    return kind;
}

}  // namespace

void Findings::add(std::string what, bool fatal) {
    const int alike = ++alike_[without_numbers(what)];
    if (alike == most_alike) what += "; further ones like this are not listed";
    if (alike > most_alike || list_.size() >= most_findings) return;
    list_.push_back({place_, outline_.layer_of(line_), on_one_line(what), fatal});
}

}  // namespace escapement::app
