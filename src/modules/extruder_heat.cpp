// Finds the extruder that a temperature is meant for.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/extruder_heat.hpp"

#include <string>

#include "modules/toolhead.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {

void ExtruderHeat::describe(printer::Description<ExtruderHeat>& module) {
    module.section("extruder_heat").always().doc("Temperatures of extruders; has no options.");
    auto set = module.command<&ExtruderHeat::set_target>("M104", "Sets an extruder's temperature.");
    set.parameter<&SetTarget::s>("Degrees Celsius; 0 turns the heater off.");
    set.parameter<&SetTarget::t>("Number of the extruder; the active one if not given.")
        .at_least(0);
    auto wait = module.command<&ExtruderHeat::set_target_and_wait>(
        "M109", "Sets an extruder's temperature and waits for it.");
    wait.parameter<&SetTarget::s>("Degrees Celsius; 0 turns the heater off.");
    wait.parameter<&SetTarget::t>("Number of the extruder; the active one if not given.")
        .at_least(0);
}

Extruder* ExtruderHeat::extruder(const SetTarget& request) const {
    std::string name = context_.modules.the<ToolheadModule>().toolhead().extruder().name();
    if (request.t) name = *request.t == 0 ? "extruder" : "extruder" + std::to_string(*request.t);
    auto* found = context_.modules.find<Extruder>(name);
    if (!found && request.s > 0.0) throw printer::CommandError("Extruder not configured");
    return found;
}

void ExtruderHeat::set_target(const SetTarget& request) {
    if (Extruder* target = extruder(request))
        context_.modules.the<Heaters>().set_target(target->heater(), request.s);
}

runtime::Task<> ExtruderHeat::set_target_and_wait(const SetTarget& request) {
    Extruder* target = extruder(request);
    if (!target) co_return;
    auto& heaters = context_.modules.the<Heaters>();
    heaters.set_target(target->heater(), request.s);
    co_await heaters.wait_for(target->heater());
}

}  // namespace escapement::modules
