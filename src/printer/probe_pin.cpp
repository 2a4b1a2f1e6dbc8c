// What a configuration says about its probe, before anything is built.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/probe_pin.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "config/pin.hpp"

namespace escapement::printer {
namespace {

constexpr std::array<std::string_view, 3> probe_types{"probe", "bltouch", "smart_effector"};

}  // namespace

bool names_probe(const PinName& pin) {
    const auto read = config::parse_pin(pin.text, config::input_prefixes);
    return read && read->chip == probe_chip;
}

const config::Section* probe_section(const config::Document& config) {
    for (const config::Section& section : config.sections())
        if (std::find(probe_types.begin(), probe_types.end(), section.type()) != probe_types.end())
            return &section;
    return nullptr;
}

std::optional<base::Length> probe_height(const config::Document& config) {
    const config::Section* section = probe_section(config);
    const config::Option* option = section ? section->find("z_offset") : nullptr;
    return option ? base::Text<base::Length>::parse(option->value) : std::nullopt;
}

}  // namespace escapement::printer
