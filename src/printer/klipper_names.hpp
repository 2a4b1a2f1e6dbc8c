// Names that printers of this kind know, whether we serve them yet or not.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace escapement::printer {

// Whether Klipper has sections that begin with this word.
bool is_klipper_section(std::string_view type);
std::vector<std::string> klipper_sections();

// What is to be said of a section of an add-on that printers with Klipper often have; empty for all
// others.
std::string about_add_on(std::string_view type);
// What has taken the place of an option that older versions had: "write minimum_cruise_ratio
// instead"; empty for all others.
std::string about_former_option(std::string_view section, std::string_view option);

struct KlipperCommand {
    std::string name;
    // Any of them brings it; empty: every printer has it.
    std::vector<std::string> sections;
};
// By name.
std::vector<KlipperCommand> klipper_commands();

}  // namespace escapement::printer
