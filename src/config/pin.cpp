// Takes a pin apart from the left: pull resistor, inversion, chip, name.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/pin.hpp"

#include "base/text.hpp"
#include "config/reading.hpp"

namespace escapement::config {
namespace {

// Removes the first character and the blanks behind it.
void skip_prefix(std::string_view& text) {
    text = base::trim(text.substr(1));
}

Pull take_pull(std::string_view& text) {
    if (!text.starts_with('^') && !text.starts_with('~')) return Pull::none;
    const auto pull = text[0] == '^' ? Pull::up : Pull::down;
    skip_prefix(text);
    return pull;
}

bool take_inversion(std::string_view& text) {
    if (!text.starts_with('!')) return false;
    skip_prefix(text);
    return true;
}

bool is_name(std::string_view text) {
    return !text.empty() && text.find_first_of("^~!: \t\n") == std::string_view::npos;
}

base::Error invalid(std::string_view text, PinPrefixes allowed) {
    return {"Invalid pin description " + quote(text) + ", expected " +
            (allowed.pull ? "[^~] " : "") + (allowed.invert ? "[!] " : "") +
            "[chip_name:] pin_name"};
}

}  // namespace

base::Result<Pin> parse_pin(std::string_view text, PinPrefixes allowed) {
    auto rest = base::trim(text);
    Pin pin;
    if (allowed.pull) pin.pull = take_pull(rest);
    if (allowed.invert) pin.inverted = take_inversion(rest);
    if (const auto colon = rest.find(':'); colon != std::string_view::npos) {
        pin.chip = base::trim(rest.substr(0, colon));
        rest = base::trim(rest.substr(colon + 1));
    }
    pin.name = rest;
    if (!is_name(pin.chip) || !is_name(pin.name)) return invalid(text, allowed);
    return pin;
}

}  // namespace escapement::config
