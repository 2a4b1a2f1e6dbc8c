// Complaints about a section and its options.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/section_name.hpp"

namespace escapement::printer {

config::Place SectionName::place_of(std::string_view option) const {
    const auto* found = written ? written->find(option) : nullptr;
    return found ? found->place : place;
}

config::Problem SectionName::problem(std::string_view option, const std::string& what) const {
    const auto name = "[" + full + "] ";
    return {place_of(option),
            option.empty() ? name + what : name + std::string(option) + ": " + what};
}

SectionName section_name(const config::Section& section) {
    const auto title = section.title();
    return {
        section.name, std::string(title.empty() ? section.name : title), section.place, &section};
}

}  // namespace escapement::printer
