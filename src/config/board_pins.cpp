// Keeps every alias pointing at the last pin of its chain, in whatever order they come.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/board_pins.hpp"

#include <utility>

#include "config/reading.hpp"
#include "config/values.hpp"

namespace escapement::config {
namespace {

bool is_reservation(const std::string& pin) {
    return pin.size() > 1 && pin.starts_with('<') && pin.ends_with('>');
}

bool is_pin_name(const std::string& pin) {
    return !pin.empty() && pin.find_first_of("^~!: \t\n") == std::string::npos;
}

std::vector<std::string> chips_of(const Section& section) {
    const Option* mcu = section.find("mcu");
    return mcu ? split_list(mcu->value) : std::vector<std::string>{"mcu"};
}

}  // namespace

std::vector<Problem> BoardPins::add(const Section& section) {
    std::vector<Problem> problems;
    const auto chips = chips_of(section);
    for (const Option& option : section.options) {
        if (option.key != "aliases" && !option.key.starts_with("aliases_")) continue;
        for (const auto& pair : split_list(option.value)) {
            if (pair.empty()) continue;
            if (auto added = add_pair(chips, pair); !added)
                report(problems,
                       {option.place,
                        "[" + section.name + "] " + option.key + ": " + added.error().what});
        }
    }
    return problems;
}

base::Result<void> BoardPins::add_pair(const std::vector<std::string>& chips,
                                       const std::string& pair) {
    const auto sides = split_list(pair, '=');
    if (sides.size() != 2 || !is_pin_name(sides[0]))
        return base::Error{"expected 'alias=pin', found " + quote(pair)};
    for (const auto& chip : chips) {
        auto added = is_reservation(sides[1]) ? reserve(chip, sides[0], sides[1])
                                              : alias(chip, sides[0], sides[1]);
        if (!added) return added;
    }
    return {};
}

base::Result<void> BoardPins::reserve(const std::string& chip,
                                      const std::string& pin,
                                      const std::string& use) {
    const auto [found, added] = reserved_[chip].try_emplace(pin, use);
    if (!added && found->second != use)
        return base::Error{"pin " + pin + " is reserved for " + found->second +
                           ", it cannot be reserved for " + use};
    return {};
}

base::Result<void> BoardPins::alias(const std::string& chip,
                                    const std::string& name,
                                    std::string pin) {
    Names& known = aliases_[chip];
    if (!pin.empty() && !is_pin_name(pin)) return base::Error{"Invalid pin alias " + quote(pin)};
    if (const auto further = known.find(pin); further != known.end()) pin = further->second;
    if (const auto before = known.find(name); before != known.end() && before->second != pin)
        return base::Error{"alias " + name + " stands for " + before->second +
                           ", it cannot stand for " + pin};
    known[name] = pin;
    for (auto& [other, target] : known)
        if (target == name) target = pin;
    return {};
}

base::Result<Pin> BoardPins::resolve(Pin pin) const {
    const auto written = pin.name;
    if (const auto chip = aliases_.find(pin.chip); chip != aliases_.end())
        if (const auto found = chip->second.find(pin.name); found != chip->second.end())
            pin.name = found->second;
    if (pin.name.empty() && !written.empty())
        return base::Error{"alias " + written + " stands for no pin; name one in [board_pins]"};
    if (const auto chip = reserved_.find(pin.chip); chip != reserved_.end())
        if (const auto found = chip->second.find(pin.name); found != chip->second.end())
            return base::Error{"pin " + written + " is reserved for " + found->second};
    return pin;
}

std::vector<std::string> BoardPins::names(const std::string& chip) const {
    std::vector<std::string> found;
    if (const auto known = aliases_.find(chip); known != aliases_.end())
        for (const auto& [name, pin] : known->second) found.push_back(name);
    return found;
}

}  // namespace escapement::config
