// [extruder] and ACTIVATE_EXTRUDER.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/extruder.hpp"

#include "modules/heater_parts.hpp"
#include "modules/toolhead.hpp"
#include "printer/console.hpp"

namespace escapement::modules {

namespace {

using base::Length;

constexpr std::string_view first_name = "extruder";

// "T0" for "extruder", "T1" for "extruder1".
std::string gcode_id(const std::string& name) {
    const std::string number = name.substr(first_name.size());
    return "T" + (number.empty() ? "0" : number);
}

motion::ExtruderLimits limits_of(const Extruder::Config& config,
                                 const ToolheadModule::Config& machine) {
    motion::ExtruderLimits limits;
    limits.nozzle_diameter = config.nozzle_diameter;
    limits.filament_diameter = config.filament_diameter;
    limits.max_cross_section = config.max_extrude_cross_section
                                   ? motion::Area{*config.max_extrude_cross_section}
                                   : motion::usual_max_cross_section(config.nozzle_diameter);
    limits.max_extrude_only_distance = config.max_extrude_only_distance;
    limits.max_extrude_only_velocity = config.max_extrude_only_velocity.value_or(
        motion::usual_extrude_only_velocity(limits, machine.max_velocity));
    limits.max_extrude_only_accel = config.max_extrude_only_accel.value_or(
        motion::usual_extrude_only_accel(limits, machine.max_accel));
    limits.instantaneous_corner_velocity = config.instantaneous_corner_velocity;
    return limits;
}

// What [printer] says, as far as it is right.
template <class Quantity>
Quantity of_machine(const printer::Complaints& complaints, std::string_view option) {
    const config::Section* section = complaints.config().find("printer");
    const config::Option* found = section ? section->find(option) : nullptr;
    return (found ? base::Text<Quantity>::parse(found->value) : std::nullopt).value_or(Quantity{});
}

bool has_motor(const Extruder::Config& config) {
    return !config.step_pin.text.empty() || !config.dir_pin.text.empty() ||
           config.rotation_distance != Length{};
}

void check_diameters(const Extruder::Config& config) {
    if (config.filament_diameter < config.nozzle_diameter)
        throw config.section.error("filament_diameter",
                                   "must be at least nozzle_diameter " +
                                       base::print_number(config.nozzle_diameter.value) + " (is " +
                                       base::print_number(config.filament_diameter.value) + ")");
}

}  // namespace

void complete_settings(Extruder::Config& config, const printer::Complaints& complaints) {
    ToolheadModule::Config machine;
    machine.max_velocity = of_machine<base::Speed>(complaints, "max_velocity");
    machine.max_accel = of_machine<base::Accel>(complaints, "max_accel");
    const auto limits = limits_of(config, machine);
    config.max_extrude_cross_section = limits.max_cross_section.value;
    config.max_extrude_only_velocity = limits.max_extrude_only_velocity;
    config.max_extrude_only_accel = limits.max_extrude_only_accel;
}

Extruder::Extruder(const Config& config, printer::Context& context)
    : FilamentDrive(context),
      config_(config),
      context_(context),
      machine_(context.modules.the<ToolheadModule>()),
      heater_(context.modules.the<Heaters>().add(
          config, config.section, gcode_id(config.section.full))),
      segments_(machine_.motion().new_segment_queue()),
      axis_({.name = config.section.full,
             .limits = limits_of(config, machine_.config()),
             .can_extrude = [this] { return heater_.can_extrude(); }},
            segments_) {
    if (name() == first_name) machine_.toolhead().use_extruder(axis_, {});
    if (!has_motor(config_)) return;
    add_motor(config_);
    motor()->follow(segments_, {});
}

void Extruder::check(const Config& config, printer::Complaints& complaints) {
    check_heater(config, complaints);
    check_pressure_advance(config, complaints);
    complaints.attempt({"filament_diameter", "nozzle_diameter"}, [&] { check_diameters(config); });
    if (!has_motor(config)) return;
    for (const char* option : {"step_pin", "dir_pin", "rotation_distance", "microsteps"})
        complaints.require(option);
    printer::check_stepper(config, complaints);
}

void Extruder::activate() {
    auto& toolhead = machine_.toolhead();
    toolhead.flush();
    toolhead.use_extruder(axis_, axis_.position());
    context_.events.extruder_changed.emit({});
}

void Extruder::announce_and_activate() {
    if (&machine_.toolhead().extruder() == &axis_) {
        context_.console.info("Extruder " + name() + " already active");
        return;
    }
    context_.console.info("Activating extruder " + name());
    activate();
}

Extruder::Status Extruder::status() const {
    Status status;
    static_cast<printer::HeaterStatus&>(status) = heater_.status();
    status.can_extrude = heater_.can_extrude();
    fill(status);
    return status;
}

void Extruder::describe(printer::Description<Extruder>& module) {
    module.section("extruder").numbered().doc("A hotend with its heater and filament motor.");
    printer::describe_heater(module);
    printer::describe_heater_status(module);
    printer::describe_stepper(module, printer::Motor::optional);
    describe_limits(module);
    describe_filament_drive(module);
    module
        .command<&Extruder::announce_and_activate>("ACTIVATE_EXTRUDER",
                                                   "Change the active extruder")
        .chosen_by("EXTRUDER");
    module.status<&Status::can_extrude>("Warm enough to push filament.");
}

void Extruder::describe_limits(printer::Description<Extruder>& module) {
    using base::Speed;
    module.option<&Config::nozzle_diameter>("Diameter of the nozzle's hole.")
        .required()
        .above(Length{0.0});
    module.option<&Config::filament_diameter>("Diameter of the filament.")
        .required()
        .above(Length{0.0});
    module.option<&Config::max_extrude_cross_section>("Largest area of a printed line, in mm^2.")
        .above(0.0);
    module.option<&Config::max_extrude_only_velocity>("Greatest speed of filament by itself.")
        .above(Speed{0.0});
    module.option<&Config::max_extrude_only_accel>("Greatest acceleration of filament by itself.")
        .above(base::Accel{0.0});
    module.option<&Config::max_extrude_only_distance>("Longest move of filament by itself.")
        .at_least(Length{0.0});
    module
        .option<&Config::instantaneous_corner_velocity>(
            "How much the filament's speed may change at a junction of moves.")
        .at_least(Speed{0.0});
}

}  // namespace escapement::modules
