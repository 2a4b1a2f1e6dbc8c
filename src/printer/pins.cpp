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
#include "printer/pin_spec.hpp"

namespace escapement::printer {

Pins::Pins(const Mcus& mcus) : mcus_(mcus) {}

Pins::~Pins() = default;

std::vector<config::Problem> Pins::add_aliases(const config::Section& section) {
    return aliases_.add(section);
}

std::vector<std::string> Pins::boards() const {
    return mcus_.names();
}

void Pins::permit_sharing(const PinName& pin, const PinUse& use) {
    registry_.permit_sharing(resolve(pin, use, config::input_prefixes).address());
}

ClaimedPin Pins::claim(const PinName& name, const PinUse& use, config::PinPrefixes allowed) {
    auto pin = resolve(name, use, allowed);
    const auto claimed = registry_.claim(pin.pin,
                                         {.section = use.section.full,
                                          .place = use.section.place_of(use.option),
                                          .share = use.share});
    if (!claimed) throw use.section.error(use.option, claimed.error().what);
    pin.shared = *claimed == config::PinRegistry::Claim::shared;
    return pin;
}

ClaimedPin Pins::resolve(const PinName& name,
                         const PinUse& use,
                         config::PinPrefixes allowed) const {
    const auto written = config::parse_pin(name.text, allowed);
    if (!written) throw use.section.error(use.option, written.error().what);
    mcu::Mcu* board = mcus_.find(written->chip);
    if (!board)
        throw use.section.error(use.option,
                                "Unknown pin chip name '" + written->chip + "'" +
                                    base::did_you_mean(written->chip, mcus_.names()));
    const auto pin = aliases_.resolve(*written);
    if (!pin) throw use.section.error(use.option, pin.error().what);
    if (const auto known = board->pin(pin->name); !known)
        throw use.section.error(
            use.option,
            known.error().what + base::did_you_mean(pin->name, aliases_.names(pin->chip)));
    return {.mcu = *board, .pin = *pin};
}

template <class Device>
Device& Pins::keep(base::Result<std::unique_ptr<Device>> made,
                   const PinUse& use,
                   std::vector<std::unique_ptr<Device>>& list) {
    if (!made) throw use.section.error(use.option, made.error().what);
    list.push_back(std::move(*made));
    return *list.back();
}

mcu::DigitalOut& Pins::digital_out(const PinName& name,
                                   const PinUse& use,
                                   const DigitalOutOptions& options) {
    return digital_out(claim(name, use, config::output_prefixes), use, options);
}

mcu::DigitalOut& Pins::digital_out(const ClaimedPin& pin,
                                   const PinUse& use,
                                   const DigitalOutOptions& options) {
    const mcu::DigitalOut::Settings settings{.pin = pin_spec(pin.pin),
                                             .start_value = options.start_value,
                                             .shutdown_value = options.shutdown_value,
                                             .max_duration = options.max_duration};
    return keep(mcu::DigitalOut::make(pin.mcu, settings), use, digital_outs_);
}

mcu::PwmOut& Pins::pwm(const PinName& name, const PinUse& use, const PwmOptions& options) {
    const auto pin = claim(name, use, config::output_prefixes);
    const mcu::PwmOut::Settings settings{.pin = pin_spec(pin.pin),
                                         .cycle_time = options.cycle_time,
                                         .hardware = options.hardware,
                                         .start_value = options.start_value,
                                         .shutdown_value = options.shutdown_value,
                                         .max_duration = options.max_duration};
    return keep(mcu::PwmOut::make(pin.mcu, settings), use, pwms_);
}

mcu::AdcIn& Pins::adc(const PinName& name, const PinUse& use, const AdcOptions& options) {
    const auto pin = claim(name, use, config::analog_prefixes);
    const mcu::AdcIn::Settings settings{.pin = pin_spec(pin.pin),
                                        .report_time = options.report_interval,
                                        .sample_time = options.sample_time,
                                        .sample_count = options.sample_count,
                                        .min_value = options.least,
                                        .max_value = options.most,
                                        .range_check_count = options.range_check_count};
    return keep(mcu::AdcIn::make(pin.mcu, settings), use, adcs_);
}

}  // namespace escapement::printer
