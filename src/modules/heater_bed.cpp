// M140 and M190.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/heater_bed.hpp"

#include "modules/heater_parts.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

void HeaterBed::describe(printer::Description<HeaterBed>& module) {
    module.section("heater_bed").doc("The heated bed.");
    printer::describe_heater(module);
    printer::describe_heater_status(module);
    module.command<&HeaterBed::set_target>("M140", "Sets the bed's temperature.")
        .parameter<&SetTarget::s>("Degrees Celsius; 0 turns it off.");
    module
        .command<&HeaterBed::set_target_and_wait>("M190",
                                                  "Sets the bed's temperature and waits for it.")
        .parameter<&SetTarget::s>("Degrees Celsius; 0 turns it off.");
}

void HeaterBed::check(const Config& config, printer::Complaints& complaints) {
    check_heater(config, complaints);
}

HeaterBed::HeaterBed(const Config& config, printer::Context& context)
    : heaters_(context.modules.the<Heaters>()),
      heater_(heaters_.add(config, config.section, "B")) {}

void HeaterBed::set_target(const SetTarget& request) {
    heaters_.set_target(heater_, request.s);
}

runtime::Task<> HeaterBed::set_target_and_wait(const SetTarget& request) {
    heaters_.set_target(heater_, request.s);
    co_await heaters_.wait_for(heater_);
}

}  // namespace escapement::modules
