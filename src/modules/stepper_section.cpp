// Options of an axis' motor; the motor's way into the queue of motion.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/stepper_section.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "modules/kinematics_list.hpp"
#include "modules/motion_queuing.hpp"
#include "modules/stepper_enable.hpp"
#include "printer/rail_description.hpp"

namespace escapement::modules {
namespace {

using printer::Complaints;

// "stepper_z" for "stepper_z1".
std::string rail_name(const std::string& section) {
    return section.substr(0, section.find_last_not_of("0123456789") + 1);
}

// The motor whose number is one less: "stepper_z" for "stepper_z1".
std::string motor_before(const std::string& section) {
    const auto rail = rail_name(section);
    const auto number = base::parse_whole(section.substr(rail.size())).value_or(0);
    return number == 1 ? rail : rail + std::to_string(number - 1);
}

// Kinematics that nobody knows are complained about elsewhere.
void check_use(const std::string& rail, Complaints& complaints) {
    const auto kinematics = kinematics_of(complaints.config());
    const auto known = AllKinematics::names();
    if (std::find(known.begin(), known.end(), kinematics) == known.end()) return;
    const auto rails = AllKinematics::rails(kinematics);
    if (std::find(rails.begin(), rails.end(), rail) == rails.end())
        complaints.add("",
                       "is no part of a machine with kinematics '" + kinematics +
                           "': remove it, or change [printer] kinematics");
}

}  // namespace

std::string kinematics_of(const config::Document& config) {
    const auto* printer = config.find("printer");
    const auto* option = printer ? printer->find("kinematics") : nullptr;
    return option ? std::string(base::trim(option->value)) : std::string();
}

void check_further_motor(const std::string& rail, Complaints& complaints) {
    const auto& section = complaints.section();
    if (!complaints.config().find(motor_before(section.full)))
        complaints.add("",
                       "is no part of this machine: remove it, or number further motors without a "
                       "gap from 1");
    for (const char* option :
         {"position_endstop", "position_min", "position_max", "homing_positive_dir"})
        if (section.gives(option))
            complaints.add(option, "belongs to the first motor, [" + rail + "]");
}

std::string endstop_share(const printer::SectionName& section) {
    return "endstop of " + rail_name(section.full);
}

void StepperSection::describe(printer::Description<StepperSection>& module) {
    for (const char* axis : {"stepper_x", "stepper_y", "stepper_z"}) module.section(axis);
    module.numbered().doc("A motor of an axis, its endstop and its range.");
    printer::describe_stepper(module, printer::Motor::required);
    printer::describe_rail(module, endstop_share);
}

void StepperSection::check(const Config& config, Complaints& complaints) {
    printer::check_stepper(config, complaints);
    const auto rail = rail_name(config.section.full);
    if (rail == config.section.full)
        printer::check_rail(config, complaints);
    else
        check_further_motor(rail, complaints);
    check_use(rail, complaints);
}

std::vector<std::string> unused_options(const StepperSection::Config& config, const Complaints&) {
    if (rail_name(config.section.full) == config.section.full) return {};
    return {"position_min", "homing_speed", "homing_retract_dist"};
}

StepperSection::StepperSection(Config config, printer::Context& context)
    : config_(std::move(config)),
      context_(context),
      stepper_(printer::make_stepper(config_, context)) {
    context.modules.the<StepperEnable>().add(*stepper_, config_.enable_pin, config_.section);
    // Last: what fails before is not destroyed, so that nobody would take the motor out again.
    context.modules.the<MotionQueuing>().queue().add(*stepper_);
}

StepperSection::~StepperSection() {
    context_.modules.the<MotionQueuing>().queue().remove(*stepper_);
}

}  // namespace escapement::modules
