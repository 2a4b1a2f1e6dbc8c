// Options of carriages and of the motors that move them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/carriage_sections.hpp"

#include <utility>

#include "base/text.hpp"
#include "modules/motion_queuing.hpp"
#include "modules/stepper_enable.hpp"
#include "printer/carriage_plan.hpp"
#include "printer/rail_description.hpp"

namespace escapement::modules {

using printer::Complaints;

std::string carriage_endstop_share(const printer::SectionName& section) {
    std::string carriage = section.title;
    if (section.full.starts_with("extra_carriage "))
        if (const auto* primary = section.written->find("primary_carriage"))
            carriage = base::trim(primary->value);
    return "endstop of carriage " + carriage;
}

void CarriageSection::describe(printer::Description<CarriageSection>& module) {
    module.section("carriage")
        .named()
        .doc("The carriage of an axis of a generic_cartesian machine, its endstop and its range.");
    module.option<&Config::axis>("The axis; left out for carriages that are named like one.")
        .choices({"x", "y", "z"});
    printer::describe_rail(module, carriage_endstop_share);
}

void CarriageSection::check(const Config& config, Complaints& complaints) {
    printer::check_rail(config, complaints);
    printer::check_main_carriage(complaints);
}

void DualCarriageSection::describe(printer::Description<DualCarriageSection>& module) {
    module.section("dual_carriage")
        .named()
        .doc("A further carriage on an axis of a generic_cartesian machine.");
    module.option<&Config::primary_carriage>("The carriage that is on the same rail.");
    module.option<&Config::axis>("The axis, where no primary_carriage says it.")
        .choices({"x", "y", "z"});
    module
        .option<&Config::safe_distance>(
            "How near it may come to its primary_carriage; by default, how far their ranges are "
            "shifted.")
        .at_least(base::Length{0.0});
    printer::describe_rail(module, carriage_endstop_share);
}

void DualCarriageSection::check(const Config& config, Complaints& complaints) {
    printer::check_rail(config, complaints);
    printer::check_dual_carriage(complaints);
}

void ExtraCarriageSection::describe(printer::Description<ExtraCarriageSection>& module) {
    module.section("extra_carriage")
        .named()
        .doc("A carriage that goes along with another one but has an endstop of its own.");
    module.option<&Config::primary_carriage>("The carriage that it goes along with.").required();
    module.option<&Config::endstop_pin>("Input that tells that it is at its endstop.")
        .required()
        .input()
        .shared(carriage_endstop_share);
}

void ExtraCarriageSection::check(const Config&, Complaints& complaints) {
    printer::check_extra_carriage(complaints);
}

void CarriageMotorSection::describe(printer::Description<CarriageMotorSection>& module) {
    module.section("stepper").named().doc("A motor of a generic_cartesian machine.");
    printer::describe_stepper(module, printer::Motor::required);
    module
        .option<&Config::carriages>(
            "The carriages that it moves, and by how much each: x+y, or x-0.5*z.")
        .required();
}

void CarriageMotorSection::check(const Config& config, Complaints& complaints) {
    printer::check_stepper(config, complaints);
    printer::check_carriage_motor(complaints);
}

CarriageMotorSection::CarriageMotorSection(Config config, printer::Context& context)
    : config_(std::move(config)),
      context_(context),
      stepper_(printer::make_stepper(config_, context)) {
    context.modules.the<StepperEnable>().add(*stepper_, config_.enable_pin, config_.section);
    // Last: what fails before is not destroyed, so that nobody would take the motor out again.
    context.modules.the<MotionQueuing>().queue().add(*stepper_);
}

CarriageMotorSection::~CarriageMotorSection() {
    context_.modules.the<MotionQueuing>().queue().remove(*stepper_);
}

}  // namespace escapement::modules
