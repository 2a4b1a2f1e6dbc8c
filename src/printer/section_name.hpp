// Which section of the configuration something was made from.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "config/document.hpp"
#include "printer/errors.hpp"

namespace escapement::printer {

// A module's Config may have a member `SectionName section`, which is filled in.
struct SectionName {
    std::string full;   // "heater_fan hotend"
    std::string title;  // "hotend"; the full name where there is no title
    config::Place place;
    const config::Section* written = nullptr;  // outlives this; nullptr: not from a file

    // Whether the configuration says anything about that option.
    bool gives(std::string_view option) const { return written && written->find(option); }
    // The same, in what a person has written: not only in the automatically saved block.
    bool written_by_hand(std::string_view option) const {
        const auto* found = written ? written->find(option) : nullptr;
        return found && !found->saved;
    }
    // Where the option stands; the section's header if it does not.
    config::Place place_of(std::string_view option) const;
    // "[heater_fan hotend] max_power: what", at the option's place.  Without an option it is about
    // the section as a whole.
    config::Problem problem(std::string_view option, const std::string& what) const;
    ConfigError error(std::string_view option, const std::string& what) const {
        return ConfigError(problem(option, what));
    }
};

SectionName section_name(const config::Section& section);

}  // namespace escapement::printer
