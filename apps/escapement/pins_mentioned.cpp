// Every option that ends in "pin".
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/pins_mentioned.hpp"

#include <set>

#include "config/board_pins.hpp"
#include "config/pin.hpp"

namespace escapement::app {

std::map<std::string, std::vector<std::string>> pins_mentioned(const config::Document& config) {
    config::BoardPins aliases;
    for (const config::Section& section : config.sections())
        if (section.type() == "board_pins") static_cast<void>(aliases.add(section));
    std::map<std::string, std::set<std::string>> found;
    for (const config::Section& section : config.sections())
        for (const config::Option& option : section.options) {
            if (!option.key.ends_with("pin")) continue;
            const auto pin = config::parse_pin(option.value, config::input_prefixes);
            if (!pin) continue;
            if (const auto real = aliases.resolve(*pin)) found[real->chip].insert(real->name);
        }
    std::map<std::string, std::vector<std::string>> lists;
    for (const auto& [board, names] : found) lists[board] = {names.begin(), names.end()};
    return lists;
}

}  // namespace escapement::app
