// Making heaters that no other module commands.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/heater_generic.hpp"

#include "modules/heater_parts.hpp"
#include "modules/heaters.hpp"

namespace escapement::modules {

void HeaterGeneric::describe(printer::Description<HeaterGeneric>& module) {
    module.section("heater_generic").named().doc("A heater beside nozzle and bed.");
    printer::describe_heater(module);
    printer::describe_heater_status(module);
    module.option<&Config::gcode_id>("What M105 calls it; nothing: M105 leaves it out.");
}

void HeaterGeneric::check(const Config& config, printer::Complaints& complaints) {
    check_heater(config, complaints);
}

HeaterGeneric::HeaterGeneric(const Config& config, printer::Context& context)
    : heater_(context.modules.the<Heaters>().add(config, config.section, config.gcode_id)) {}

}  // namespace escapement::modules
