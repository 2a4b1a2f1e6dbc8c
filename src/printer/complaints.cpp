// Keeps track of which options have been complained about.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/complaints.hpp"

#include <algorithm>
#include <utility>

namespace escapement::printer {

void Complaints::add(std::string_view option, const std::string& what) {
    add(option, section_.problem(option, what));
}

void Complaints::add(std::string_view option, config::Problem problem) {
    wrong_.emplace(option);
    checking_.problems.push_back(std::move(problem));
}

bool Complaints::none_about(std::initializer_list<std::string_view> options) const {
    return std::none_of(options.begin(), options.end(), [this](std::string_view option) {
        return wrong_.contains(option);
    });
}

void Complaints::attempt(std::initializer_list<std::string_view> options,
                         const std::function<void()>& rule) {
    if (!none_about(options)) return;
    try {
        rule();
    } catch (const ConfigError& error) {
        checking_.problems.push_back(error.problem());
        for (const auto option : options) wrong_.emplace(option);
    }
}

void Complaints::require(std::string_view option, const std::string& why) {
    if (!section_.gives(option)) add(option, "must be specified" + why);
}

void Complaints::require_section(std::string_view option, std::string_view name) {
    if (!config().find(name)) add(option, "needs a section [" + std::string(name) + "]; add one");
}

}  // namespace escapement::printer
