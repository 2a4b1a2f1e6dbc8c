// Finds sections and options by name.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/document.hpp"

#include "base/text.hpp"

namespace escapement::config {
namespace {

constexpr std::string_view before_title = " \t";

}  // namespace

std::string_view Section::type() const {
    return std::string_view(name).substr(0, name.find_first_of(before_title));
}

std::string_view Section::title() const {
    return base::trim(std::string_view(name).substr(type().size()));
}

const Option* Section::find(std::string_view key) const {
    for (const Option& option : options)
        if (option.key == key) return &option;
    return nullptr;
}

std::vector<std::string> Section::keys(std::string_view prefix) const {
    std::vector<std::string> found;
    for (const Option& option : options)
        if (option.key.starts_with(prefix)) found.push_back(option.key);
    return found;
}

const Section* Document::find(std::string_view name) const {
    const auto found = index_.find(std::string(name));
    return found == index_.end() ? nullptr : &sections_[found->second];
}

std::vector<const Section*> Document::of_type(std::string_view type) const {
    std::vector<const Section*> found;
    for (const Section& section : sections_)
        if (section.type() == type) found.push_back(&section);
    return found;
}

Section& Document::open(std::string_view name, const Place& place) {
    const auto [found, added] = index_.try_emplace(std::string(name), sections_.size());
    if (added) sections_.push_back({std::string(name), place, {}});
    return sections_[found->second];
}

}  // namespace escapement::config
