// Options of the second carriage, and where it may be.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/second_carriage.hpp"

#include <utility>

#include "base/text.hpp"
#include "modules/kinematics_list.hpp"
#include "modules/motion_queuing.hpp"
#include "modules/stepper_enable.hpp"
#include "modules/stepper_section.hpp"
#include "printer/carriage_plan.hpp"
#include "printer/rail_description.hpp"

namespace escapement::modules {
namespace {

using printer::Complaints;

std::string room_for_it(const std::string& kinematics) {
    return kinematics == printer::generic_cartesian
               ? "of a generic_cartesian machine needs a name: [dual_carriage NAME]"
               : "has no place on a machine with kinematics '" + kinematics +
                     "': remove it, or change [printer] kinematics";
}

void check_axis(const SecondCarriageSection::Config& config,
                const std::string& kinematics,
                Complaints& complaints) {
    const auto axes = AllKinematics::second_carriage_axes(kinematics);
    if (axes.empty()) return complaints.add("", room_for_it(kinematics));
    if (!config.axis && axes.size() > 1) complaints.require("axis", ": x or y");
    if (config.axis && axes.find(*config.axis) == std::string_view::npos)
        complaints.add("axis",
                       "a machine with kinematics '" + kinematics +
                           "' can have a second carriage only on " + std::string(axes));
}

}  // namespace

void SecondCarriageSection::describe(printer::Description<SecondCarriageSection>& module) {
    module.section("dual_carriage")
        .numbered()
        .doc("A second carriage on the x or y axis, its motor, its endstop and its range.");
    printer::describe_stepper(module, printer::Motor::required);
    printer::describe_rail(module, endstop_share);
    module.option<&Config::axis>("The axis; x where there is no other choice.").choices({"x", "y"});
    module
        .option<&Config::safe_distance>(
            "How near it may come to the first carriage; by default, how far their ranges are "
            "shifted.")
        .at_least(base::Length{0.0});
}

void SecondCarriageSection::check(const Config& config, Complaints& complaints) {
    printer::check_stepper(config, complaints);
    if (config.section.full != "dual_carriage") {
        check_further_motor("dual_carriage", complaints);
        for (const char* option : {"axis", "safe_distance"})
            if (config.section.gives(option))
                complaints.add(option, "belongs to the first motor, [dual_carriage]");
        return;
    }
    printer::check_rail(config, complaints);
    const auto kinematics = kinematics_of(complaints.config());
    if (!kinematics.empty() && complaints.none_about({"axis"}))
        check_axis(config, kinematics, complaints);
}

SecondCarriageSection::SecondCarriageSection(Config config, printer::Context& context)
    : config_(std::move(config)),
      context_(context),
      stepper_(printer::make_stepper(config_, context)) {
    context.modules.the<StepperEnable>().add(*stepper_, config_.enable_pin, config_.section);
    // Last: what fails before is not destroyed, so that nobody would take the motor out again.
    context.modules.the<MotionQueuing>().queue().add(*stepper_);
}

SecondCarriageSection::~SecondCarriageSection() {
    context_.modules.the<MotionQueuing>().queue().remove(*stepper_);
}

}  // namespace escapement::modules
