// SET_FAN_SPEED.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/fan_generic.hpp"

#include "gcode/parameters.hpp"
#include "modules/command_result.hpp"
#include "modules/template_evaluator.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {

void FanGeneric::describe(printer::Description<FanGeneric>& module) {
    module.section("fan_generic").named().doc("A fan that commands set.");
    describe_fan(module);

    auto set =
        module.command<&FanGeneric::set_fan_speed>("SET_FAN_SPEED", "Sets the speed of a fan");
    set.chosen_by("FAN");
    set.word("FAN", "Which fan.", "string");
    set.word("SPEED", "Its speed, 0 to 1, once the moves so far are done.");
    set.word("TEMPLATE",
             "Or a display_template whose text is its speed from now on; empty: no more.",
             "string");
}

void FanGeneric::set_fan_speed(const gcode::Line& line) {
    const auto parameters = or_command_error(gcode::parameters(line));
    const auto speed = or_command_error(parameters.number("SPEED"));
    const bool by_template = parameters.find("TEMPLATE") != nullptr;
    if (speed.has_value() == by_template)
        throw printer::CommandError("SET_FAN_SPEED must specify SPEED or TEMPLATE");
    if (by_template)
        return context_.modules.the<TemplateEvaluator>().follow(
            {this, 0},
            parameters,
            {[this](const std::string& text) { drive_.set_speed_soon(number_of(text)); }, {}});
    printer::Bounds bounds;
    bounds.at_least = 0.0;
    if (const auto complaint = bounds.complaint(*speed); !complaint.empty())
        throw printer::CommandError("Error on 'SET_FAN_SPEED': SPEED: " + complaint);
    drive_.set_speed_after_moves(*speed);
}

}  // namespace escapement::modules
