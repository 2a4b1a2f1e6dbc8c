// From readings to presses.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/analog_buttons.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "mcu/adc_in.hpp"
#include "modules/query_adc.hpp"

namespace escapement::modules {
namespace {

// So long has a button to be seen before it counts.
constexpr base::Seconds analog_rest{0.025};
constexpr printer::AdcOptions sampling{.sample_time = base::Seconds(0.001),
                                       .sample_count = 6,
                                       .report_interval = base::Seconds(0.010),
                                       .range_check_count = 0,
                                       .batch = 5};

}  // namespace

std::optional<std::size_t> AnalogButtons::button_at(double reading) const {
    constexpr double least = 1e-5;
    const double share = std::clamp(reading, least, 1.0 - least);
    const double ohm = pullup_ohm_ * share / (1.0 - share);
    for (std::size_t i = 0; i < buttons_.size(); ++i)
        if (ohm > buttons_[i].range.least && ohm < buttons_[i].range.most) return i;
    return std::nullopt;
}

void AnalogButtons::take(base::PrintTime when, double reading) {
    const auto button = button_at(reading);
    const bool same = button == seen_;
    if (!same) seen_since_ = when;
    seen_ = button;
    if (!same || when - seen_since_ < analog_rest || pressed_ == button) return;
    if (const auto released = std::exchange(pressed_, button)) buttons_[*released].callback(false);
    if (button) buttons_[*button].callback(true);
}

void Buttons::describe(printer::Description<Buttons>& module) {
    module.section("buttons").always().doc("What buttons have in common.");
}

void Buttons::watch_analog(const printer::PinName& pin,
                           const printer::PinUse& use,
                           const Wiring& wiring,
                           AnalogButtons::Callback callback) {
    const auto claimed = context_.pins.claim(pin, use, config::analog_prefixes);
    auto& buttons = inputs_[claimed.address()];
    if (!buttons) {
        buttons = std::make_unique<AnalogButtons>(wiring.pullup_ohm);
        auto& input = context_.pins.adc(pin, use, sampling);
        input.on_value([reader = buttons.get()](base::PrintTime when, double reading) {
            reader->take(when, reading);
        });
        context_.modules.the<QueryAdc>().add("adc_button:" + std::string(base::trim(pin.text)),
                                             input);
    }
    buttons->add(wiring.range, std::move(callback));
}

std::string analog_button_share(const printer::SectionName& section) {
    return section.gives("analog_range") ? analog_button_word : "";
}

}  // namespace escapement::modules
