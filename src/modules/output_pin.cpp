// SET_PIN of switched and pulsed outputs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/output_pin.hpp"

#include "gcode/parameters.hpp"
#include "mcu/digital_out.hpp"
#include "mcu/pwm_out.hpp"
#include "modules/command_result.hpp"
#include "modules/template_evaluator.hpp"
#include "printer/errors.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {

void OutputPin::describe(printer::Description<OutputPin>& module) {
    using base::Seconds;
    module.section("output_pin").named().doc("An output that commands set.");

    describe_output_value(module);
    module.option<&Config::pwm>("Whether the output is pulsed; else it is on or off.");
    module.option<&Config::cycle_time>("Length of one cycle of a pulsed output.")
        .above(Seconds{0.0})
        .at_most(longest_cycle);
    module.option<&Config::hardware_pwm>("Whether the chip makes the cycles by itself.");

    auto set = module.command<&OutputPin::set_pin>("SET_PIN", "Set the value of an output pin");
    set.chosen_by("PIN");
    set.word("PIN", "Which output.", "string");
    set.word("VALUE", "Its value, 0 to scale, once the moves so far are done.");
    set.word("TEMPLATE",
             "Or a display_template whose text is its value, 0 to 1, from now on; empty: no more.",
             "string");

    module.status<&Status::value>("The value that was set last, 0 to 1.");
}

void OutputPin::check(const Config& config, printer::Complaints& complaints) {
    for (const char* option : {"cycle_time", "hardware_pwm", "scale"})
        if (!config.pwm && complaints.none_about({"pwm"}) && complaints.section().gives(option))
            complaints.add(option, "means nothing without pwm: True; remove it");
    check_output_value(config, complaints);
}

const mcu::Mcu& OutputPin::Output::mcu() const {
    return pwm ? pwm->mcu() : digital->mcu();
}

OutputPin::Output OutputPin::make_output(const Config& config, printer::Context& context) {
    const printer::PinUse use{.section = config.section, .option = "pin"};
    if (!config.pwm)
        return {.digital =
                    &context.pins.digital_out(config.pin,
                                              use,
                                              {.start_value = config.value > 0.0,
                                               .shutdown_value = config.shutdown_value > 0.0})};
    return {.pwm = &context.pins.pwm(config.pin,
                                     use,
                                     {.cycle_time = config.cycle_time,
                                      .hardware = config.hardware_pwm,
                                      .start_value = config.start(),
                                      .shutdown_value = config.shutdown()})};
}

OutputPin::OutputPin(const Config& config, printer::Context& context)
    : context_(context),
      scale_(config.scale),
      last_value_(config.start()),
      output_(make_output(config, context)),
      queue_(context, output_.mcu(), [this](base::PrintTime when, double value) {
          return apply(when, value);
      }) {}

OutputQueue::Outcome OutputPin::apply(base::PrintTime when, double value) {
    if (value == last_value_) return {.kind = OutputQueue::Outcome::Kind::ignored};
    last_value_ = value;
    if (output_.pwm)
        output_.pwm->set(when, value);
    else
        output_.digital->set(when, value != 0.0);
    return {};
}

void OutputPin::set_pin(const gcode::Line& line) {
    const auto parameters = or_command_error(gcode::parameters(line));
    const auto value = or_command_error(parameters.number("VALUE"));
    const bool by_template = parameters.find("TEMPLATE") != nullptr;
    if (value.has_value() == by_template)
        throw printer::CommandError("SET_PIN command must specify VALUE or TEMPLATE");
    if (by_template)
        return context_.modules.the<TemplateEvaluator>().follow(
            {this, 0},
            parameters,
            {[this](const std::string& text) { queue_.set_soon(number_of(text)); }, {}});
    const double share = scaled_value(*value, scale_);
    if (!output_.pwm && share != 0.0 && share != 1.0)
        throw printer::CommandError(
            "Error on 'SET_PIN': VALUE: must be 0 or 1, as the pin has no pwm (is " +
            base::print_number(*value) + ")");
    queue_.set_after_moves(share);
}

}  // namespace escapement::modules
