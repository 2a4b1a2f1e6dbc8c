// QUERY_BUTTON, and what presses do.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/gcode_button.hpp"

#include "modules/analog_buttons.hpp"
#include "printer/console.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {

void GcodeButton::describe(printer::Description<GcodeButton>& module) {
    module.section("gcode_button").named().doc("A button that runs scripts.");

    module.option<&Config::pin>("Input of the button.")
        .required()
        .input()
        .shared(analog_button_share);
    module.option<&Config::analog_range>(
        "Least and greatest resistance of the pin while it is pressed, in ohm, for one of several "
        "buttons on an analog input.");
    module
        .option<&Config::analog_pullup_resistor>(
            "Resistor between that input and the supply, in ohm.")
        .above(0.0);
    module.option<&Config::debounce_delay>("Time for which a state must last before it counts.")
        .at_least(base::Seconds{0.0});
    module.option<&Config::press_gcode>("What is run when it is pressed.").required();
    module.option<&Config::release_gcode>("What is run when it is released.");

    auto query =
        module.command<&GcodeButton::query>("QUERY_BUTTON", "Report on the state of a button");
    query.chosen_by("BUTTON");
    query.parameter<&Query::button>("Which button.").required();

    module.status<&Status::state>("PRESSED or RELEASED.");
}

void GcodeButton::check(const Config& config, printer::Complaints& complaints) {
    const auto& section = complaints.section();
    constexpr std::size_t ends = 2;
    if (section.gives("analog_range") && config.analog_range.size() != ends &&
        complaints.none_about({"analog_range"}))
        complaints.add("analog_range", "must have two numbers, as in 900, 1100");
    if (!section.gives("analog_range") && section.gives("analog_pullup_resistor"))
        complaints.add("analog_pullup_resistor", "means nothing without analog_range; remove it");
}

GcodeButton::GcodeButton(const Config& config, printer::Context& context)
    : config_(config),
      context_(context),
      runner_(context, config.section.full),
      debounce_(
          context.executor, config.debounce_delay, [this](bool pressed) { changed(pressed); }) {
    const auto& section = config_.section;
    if (config.analog_range.empty()) {
        context.pins.watch_buttons(
            {config.pin}, {section, "pin"}, [this](base::HostTime, unsigned state) {
                debounce_.note(state != 0);
            });
        return;
    }
    context.modules.the<Buttons>().watch_analog(
        config.pin,
        {section, "pin", analog_button_share(section)},
        {{config.analog_range[0], config.analog_range[1]}, config.analog_pullup_resistor},
        [this](bool pressed) { debounce_.note(pressed); });
}

void GcodeButton::changed(bool pressed) {
    pressed_ = pressed;
    runner_.run(pressed ? config_.press_gcode : config_.release_gcode);
}

void GcodeButton::query(const Query&) {
    context_.console.info(config_.section.title + ": " + status().state);
}

}  // namespace escapement::modules
