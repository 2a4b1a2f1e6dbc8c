// [extruder_stepper].
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/extruder_stepper.hpp"

#include "modules/extruder.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

// Extruders are sections of that name, numbered.
bool names_extruder(const std::string& name) {
    constexpr std::string_view prefix = "extruder";
    return name.starts_with(prefix) &&
           name.find_first_not_of("0123456789", prefix.size()) == std::string::npos;
}

}  // namespace

ExtruderStepper::ExtruderStepper(const Config& config, printer::Context& context)
    : FilamentDrive(context) {
    if (!config.extruder.empty() && !context.modules.find<Extruder>(config.extruder))
        throw printer::MissingModule(config.extruder);
    add_motor(config);
    follow(config.extruder);
}

void ExtruderStepper::check(const Config& config, printer::Complaints& complaints) {
    printer::check_stepper(config, complaints);
    check_pressure_advance(config, complaints);
    if (config.extruder.empty()) return;
    if (!names_extruder(config.extruder))
        complaints.add("extruder", "'" + config.extruder + "' is not a valid extruder.");
    else
        complaints.require_section("extruder", config.extruder);
}

ExtruderStepper::Status ExtruderStepper::status() const {
    Status status;
    fill(status);
    return status;
}

void ExtruderStepper::describe(printer::Description<ExtruderStepper>& module) {
    module.section("extruder_stepper")
        .named()
        .doc("A further motor that pushes filament along with an extruder.");
    printer::describe_stepper(module, printer::Motor::required);
    module
        .option<&Config::extruder>("The extruder whose moves it follows at first; empty for none.")
        .required();
    describe_filament_drive(module);
}

}  // namespace escapement::modules
