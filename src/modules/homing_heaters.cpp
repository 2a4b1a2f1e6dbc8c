// Remembers the targets meanwhile.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/homing_heaters.hpp"

#include <algorithm>

#include "base/names.hpp"
#include "modules/heater_parts.hpp"
#include "modules/heaters.hpp"
#include "modules/toolhead.hpp"
#include "printer/endstops.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

HomingHeaters::HomingHeaters(const Config& config, printer::Context& context)
    : config_(config),
      context_(context),
      begins_(context.events.approach_begins.connect(
          [this](const auto& approach) { switch_off(approach); })),
      ends_(context.events.approach_ends.connect(
          [this](const auto& approach) { switch_on(approach); })) {
    std::vector<std::string> known;
    for (const printer::Stepper* stepper :
         context.modules.the<ToolheadModule>().toolhead().kinematics().steppers())
        known.push_back(stepper->name());
    for (const std::string& name : config_.steppers)
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw config_.section.error("steppers",
                                        "One or more of these steppers are unknown: " + name +
                                            base::did_you_mean(name, known));
}

void HomingHeaters::check(const Config& config, printer::Complaints& complaints) {
    for (const std::string& name : config.heaters) check_heater_name(name, "heaters", complaints);
}

bool HomingHeaters::concerns(const std::vector<printer::NamedEndstop>& endstops) const {
    if (config_.steppers.empty()) return true;
    for (const printer::NamedEndstop& named : endstops)
        for (const printer::Stepper* stepper : named.endstop->steppers())
            if (std::find(config_.steppers.begin(), config_.steppers.end(), stepper->name()) !=
                config_.steppers.end())
                return true;
    return false;
}

void HomingHeaters::switch_off(const printer::ApproachBegins& approach) {
    if (!concerns(approach.endstops)) return;
    auto& heaters = context_.modules.the<Heaters>();
    targets_.clear();
    for (const std::string& name :
         config_.heaters.empty() ? heaters.status().available_heaters : config_.heaters) {
        printer::Heater* heater = heaters.find(name.substr(name.rfind(' ') + 1));
        if (!heater) continue;
        targets_.emplace_back(heater, heater->target());
        heaters.set_target(*heater, 0.0);
    }
}

void HomingHeaters::switch_on(const printer::ApproachEnds&) {
    auto& heaters = context_.modules.the<Heaters>();
    for (const auto& [heater, target] : std::exchange(targets_, {}))
        heaters.set_target(*heater, target);
}

void HomingHeaters::describe(printer::Description<HomingHeaters>& module) {
    module.section("homing_heaters").doc("Heaters are off while motors home.");
    module.option<&Config::heaters>("Which heaters; all if not given.");
    module.option<&Config::steppers>("Only while one of these motors homes.");
}

}  // namespace escapement::modules
