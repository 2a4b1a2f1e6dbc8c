// Measuring the ends of the scale.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/adc_scaled.hpp"

#include <algorithm>

#include "mcu/adc_in.hpp"
#include "modules/query_adc.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {

void AdcScaled::describe(printer::Description<AdcScaled>& module) {
    module.section("adc_scaled")
        .named()
        .doc("Inputs scaled by measured voltages; other sections use them as NAME:PIN.");

    module.option<&Config::vref_pin>("Input that measures the supply of the sensors.")
        .required()
        .analog();
    module.option<&Config::vssa_pin>("Input that measures their ground.").required().analog();
    module.option<&Config::smooth_time>("Time over which these are smoothed.")
        .above(base::Seconds{0.0});
}

void AdcScaled::check(const Config& config, printer::Complaints& complaints) {
    const auto& section = complaints.section();
    complaints.attempt({"vref_pin", "vssa_pin"}, [&] {
        auto& pins = complaints.pins();
        mcu::Mcu& board = pins.board_of(config.vref_pin, {section, "vref_pin"});
        if (&board != &pins.board_of(config.vssa_pin, {section, "vssa_pin"}))
            throw section.error("vssa_pin", "vref and vssa must be on same mcu");
        pins.add_scaled_chip(section.title, board);
    });
}

AdcScaled::AdcScaled(const Config& config, printer::Context& context)
    : smooth_time_(config.smooth_time) {
    const auto& section = config.section;
    auto& queries = context.modules.the<QueryAdc>();
    queries.add(section.title + ":vref",
                watch(config.vref_pin, {section, "vref_pin"}, context, top_));
    queries.add(section.title + ":vssa",
                watch(config.vssa_pin, {section, "vssa_pin"}, context, bottom_));
    context.pins.set_scale(section.title, [this](double reading) { return scale(reading); });
}

mcu::AdcIn& AdcScaled::watch(const printer::PinName& pin,
                             const printer::PinUse& use,
                             printer::Context& context,
                             Level& level) {
    auto& input = context.pins.adc(pin, use, {.range_check_count = 0});
    input.on_value([this, &level](base::PrintTime when, double value) {
        const double share = std::min((when - level.when) / smooth_time_, 1.0);
        level = {when, level.value + (value - level.value) * share};
    });
    return input;
}

double AdcScaled::scale(double reading) const {
    const double range = top_.value - bottom_.value;
    return range == 0.0 ? reading : (reading - bottom_.value) / range;
}

}  // namespace escapement::modules
