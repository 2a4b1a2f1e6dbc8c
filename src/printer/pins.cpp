// Resolving, checking and claiming pins, and making devices on them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/pins.hpp"

#include "base/names.hpp"
#include "mcu/adc_in.hpp"
#include "mcu/buttons.hpp"
#include "mcu/digital_out.hpp"
#include "mcu/mcu.hpp"
#include "mcu/pulse_counter.hpp"
#include "mcu/pwm_out.hpp"
#include "messages/digital_out.hpp"
#include "printer/errors.hpp"
#include "printer/mcus.hpp"
#include "printer/pin_spec.hpp"

namespace escapement::printer {
namespace {

constexpr std::string_view group_chip = "multi_pin";

bool is_analog(config::PinPrefixes allowed) {
    return !allowed.invert && !allowed.pull;
}

}  // namespace

bool is_no_pin(const config::Pin& pin) {
    return pin.name == "None";
}

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

mcu::Mcu& Pins::board_of(const PinName& pin, const PinUse& use) const {
    return resolve(pin, use, config::input_prefixes).mcu;
}

std::string Pins::address_of(const PinName& pin, const PinUse& use) const {
    return resolve(pin, use, config::output_prefixes).address();
}

bool Pins::is_offered_endstop(const PinName& name, const PinUse& use) const {
    const auto written = config::parse_pin(name.text, config::input_prefixes);
    if (!written) return false;
    const auto offer = offered_.find(written->chip);
    if (offer == offered_.end()) return false;
    if (written->name != offer->second)
        throw use.section.error(use.option,
                                "there is no pin '" + written->name + "' at " + offer->first +
                                    "; write " + offer->first + ":" + offer->second);
    if (written->inverted || written->pull != config::Pull::none)
        throw use.section.error(use.option,
                                "Can not pullup/invert " + offer->first +
                                    " virtual endstop; write " + offer->first + ":" +
                                    offer->second);
    return true;
}

ClaimedPin Pins::claim(const PinName& name, const PinUse& use, config::PinPrefixes allowed) {
    const auto written = config::parse_pin(name.text, allowed);
    if (written && written->chip == group_chip) return claim_group(*written, use);
    auto pin = resolve(name, use, allowed);
    if (is_no_pin(pin.pin)) return pin;
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
    if (!board && is_analog(allowed))
        if (const auto scaled = scaled_.find(written->chip); scaled != scaled_.end())
            return resolve({scaled->second.board->name() + ":" + written->name}, use, allowed);
    if (offered_.contains(written->chip))
        throw use.section.error(
            use.option, written->address() + ": virtual endstop only useful as endstop pin");
    if (!board && written->chip == "probe")
        throw use.section.error(
            use.option,
            "Unknown pin chip name 'probe'; there is no probe: add a [probe] or "
            "[bltouch] section");
    if (!board)
        throw use.section.error(use.option,
                                "Unknown pin chip name '" + written->chip + "'" +
                                    base::did_you_mean(written->chip, mcus_.names()));
    const auto pin = aliases_.resolve(*written);
    if (!pin) throw use.section.error(use.option, pin.error().what);
    if (is_no_pin(*pin)) return {.mcu = *board, .pin = *pin};
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

void Pins::add_group(const std::string& name, PinGroup group) {
    groups_[name] = std::move(group);
}

void Pins::add_scaled_chip(const std::string& name, mcu::Mcu& board) {
    scaled_[name].board = &board;
}

void Pins::set_scale(const std::string& name, std::function<double(double)> scale) {
    scaled_.at(name).scale = std::move(scale);
}

// All of its pins belong to whoever uses the group.
ClaimedPin Pins::claim_group(const config::Pin& written, const PinUse& use) {
    const auto group = groups_.find(written.name);
    std::vector<std::string> known;
    for (const auto& [name, pins] : groups_) known.push_back(name);
    if (group == groups_.end())
        throw use.section.error(use.option,
                                "there is no [multi_pin " + written.name + "]; add it" +
                                    base::did_you_mean(written.name, known));
    std::vector<ClaimedPin> all;
    for (const auto& name : group->second.pins) {
        all.push_back(
            claim(name, {group->second.section, "pins", use.share}, config::output_prefixes));
        if (written.inverted) all.back().pin.inverted = !all.back().pin.inverted;
    }
    ClaimedPin first = std::move(all.front());
    for (std::size_t i = 1; i < all.size(); ++i) first.others.push_back(std::move(all[i]));
    return first;
}

mcu::DigitalOut& Pins::digital_out(const ClaimedPin& pin,
                                   const PinUse& use,
                                   const DigitalOutOptions& options) {
    const mcu::DigitalOut::Settings settings{.pin = pin_spec(pin.pin),
                                             .start_value = options.start_value,
                                             .shutdown_value = options.shutdown_value,
                                             .max_duration = options.max_duration};
    auto& output = keep(mcu::DigitalOut::make(pin.mcu, settings), use, digital_outs_);
    for (const auto& other : pin.others) output.join(digital_out(other, use, options));
    return output;
}

mcu::PwmOut& Pins::pwm(const PinName& name, const PinUse& use, const PwmOptions& options) {
    return pwm(claim(name, use, config::output_prefixes), use, options);
}

mcu::PwmOut& Pins::pwm(const ClaimedPin& pin, const PinUse& use, const PwmOptions& options) {
    const mcu::PwmOut::Settings settings{.pin = pin_spec(pin.pin),
                                         .cycle_time = options.cycle_time,
                                         .hardware = options.hardware,
                                         .start_value = options.start_value,
                                         .shutdown_value = options.shutdown_value,
                                         .max_duration = options.max_duration,
                                         .among_steps = options.among_steps};
    auto& output = keep(mcu::PwmOut::make(pin.mcu, settings), use, pwms_);
    for (const auto& other : pin.others) output.join(pwm(other, use, options));
    return output;
}

mcu::AdcIn& Pins::adc(const PinName& name, const PinUse& use, const AdcOptions& options) {
    const auto pin = claim(name, use, config::analog_prefixes);
    const mcu::AdcIn::Settings settings{.pin = pin_spec(pin.pin),
                                        .report_time = options.report_interval,
                                        .sample_time = options.sample_time,
                                        .sample_count = options.sample_count,
                                        .batch = options.batch,
                                        .min_value = options.least,
                                        .max_value = options.most,
                                        .range_check_count = options.range_check_count};
    auto& input = keep(mcu::AdcIn::make(pin.mcu, settings), use, adcs_);
    if (const auto* scaled = scaled_chip(name); scaled && scaled->scale)
        input.scale_by(scaled->scale);
    return input;
}

const Pins::ScaledChip* Pins::scaled_chip(const PinName& name) const {
    const auto written = config::parse_pin(name.text, config::analog_prefixes);
    const auto found = written ? scaled_.find(written->chip) : scaled_.end();
    return found == scaled_.end() ? nullptr : &found->second;
}

mcu::PulseCounter& Pins::pulse_counter(const PinName& name,
                                       const PinUse& use,
                                       base::Seconds poll_interval) {
    const auto pin = claim(name, use, config::input_prefixes);
    const mcu::PulseCounter::Settings settings{.pin = pin_spec(pin.pin),
                                               .poll_interval = poll_interval};
    return keep(mcu::PulseCounter::make(pin.mcu, settings), use, counters_);
}

void Pins::watch_buttons(const std::vector<PinName>& names,
                         const PinUse& use,
                         ButtonsCallback callback) {
    mcu::Mcu* board = nullptr;
    std::vector<mcu::PinSpec> specs;
    for (const auto& name : names) {
        const auto pin = claim(name, use, config::input_prefixes);
        if (board && board != &pin.mcu)
            throw use.section.error(use.option, "button pins must be on same mcu");
        board = &pin.mcu;
        specs.push_back(pin_spec(pin.pin));
    }
    mcu::Buttons* buttons = nullptr;
    for (const auto& known : buttons_)
        if (&known->mcu() == board && known->has_room_for(specs.size())) buttons = known.get();
    if (!buttons) buttons = &keep(mcu::Buttons::make(*board), use, buttons_);
    if (const auto added = buttons->add(specs, std::move(callback)); !added)
        throw use.section.error(use.option, added.error().what);
}

void Pins::set_level(const ClaimedPin& pin, const PinUse& use, bool on) {
    const auto number = pin.mcu.pin(pin.pin.name);
    const auto command = pin.mcu.command<messages::SetDigitalOut>(pin.mcu.default_queue());
    if (!command) throw use.section.error(use.option, command.error().what);
    pin.mcu.configuration().add(command->encode({*number, on != pin.pin.inverted}));
    for (const auto& other : pin.others) set_level(other, use, on);
}

}  // namespace escapement::printer
