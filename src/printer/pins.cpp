// Resolving, checking and claiming pins, and making devices on them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/pins.hpp"

#include "base/names.hpp"
#include "mcu/adc_in.hpp"
#include "mcu/digital_out.hpp"
#include "mcu/mcu.hpp"
#include "mcu/pwm_out.hpp"
#include "printer/errors.hpp"
#include "printer/mcus.hpp"

namespace escapement::printer {
namespace {

mcu::PinSpec spec_of(const config::Pin& pin) {
    const int pull = pin.pull == config::Pull::up ? 1 : pin.pull == config::Pull::down ? -1 : 0;
    return {.name = pin.name, .invert = pin.inverted, .pull = pull};
}

}  // namespace

Pins::Pins(const Mcus& mcus, const config::Document& config) : mcus_(mcus), config_(config) {}

Pins::~Pins() = default;

void Pins::add_aliases(const config::Section& section) {
    std::string text;
    for (const auto& problem : aliases_.add(section))
        text += (text.empty() ? "" : "\n") + problem.text();
    if (!text.empty()) throw ConfigError(text);
}

void Pins::permit_sharing(const PinName& pin, const PinUse& use) {
    registry_.permit_sharing(resolve(pin, use, config::input_prefixes).address());
}

ClaimedPin Pins::claim(const PinName& name, const PinUse& use, config::PinPrefixes allowed) {
    auto pin = resolve(name, use, allowed);
    const auto claimed = registry_.claim(
        pin.pin,
        {.section = use.section.full, .place = place_of(use), .share = std::string(use.share)});
    if (!claimed) throw ConfigError(text_of(use) + claimed.error().what);
    pin.shared = *claimed == config::PinRegistry::Claim::shared;
    return pin;
}

ClaimedPin Pins::resolve(const PinName& name,
                         const PinUse& use,
                         config::PinPrefixes allowed) const {
    const auto written = config::parse_pin(name.text, allowed);
    if (!written) throw ConfigError(text_of(use) + written.error().what);
    mcu::Mcu* board = mcus_.find(written->chip);
    if (!board)
        throw ConfigError(text_of(use) + "Unknown pin chip name '" + written->chip + "'" +
                          base::did_you_mean(written->chip, mcus_.names()));
    const auto pin = aliases_.resolve(*written);
    if (!pin) throw ConfigError(text_of(use) + pin.error().what);
    if (const auto known = board->pin(pin->name); !known)
        throw ConfigError(text_of(use) + known.error().what +
                          base::did_you_mean(pin->name, aliases_.names(pin->chip)));
    return {.mcu = *board, .pin = *pin};
}

config::Place Pins::place_of(const PinUse& use) const {
    const auto* section = config_.find(use.section.full);
    const auto* option = section ? section->find(use.option) : nullptr;
    return option ? option->place : use.section.place;
}

std::string Pins::text_of(const PinUse& use) const {
    return place_of(use).text() + ": [" + use.section.full + "] " + std::string(use.option) + ": ";
}

mcu::DigitalOut& Pins::digital_out(const PinName& name,
                                   const PinUse& use,
                                   const DigitalOutOptions& options) {
    return digital_out(claim(name, use, config::output_prefixes), options);
}

}  // namespace escapement::printer
