// Options of an axis' motor; the motor's way into the queue of motion.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/stepper_section.hpp"

#include <utility>

#include "modules/motion_queuing.hpp"
#include "modules/stepper_enable.hpp"

namespace escapement::modules {

void StepperSection::describe(printer::Description<StepperSection>& module) {
    using base::Length;
    using base::Speed;
    for (const char* axis : {"stepper_x", "stepper_y", "stepper_z"}) module.section(axis);
    module.numbered().doc("A motor of an axis, its endstop and its range.");
    printer::describe_stepper(module, printer::Motor::required);
    module.option<&Config::endstop_pin>("Input that tells that the axis is at its endstop.");
    module.option<&Config::position_endstop>("Where the axis is when the endstop triggers.");
    module.option<&Config::position_min>("Least position that moves may have.");
    module.option<&Config::position_max>("Greatest position that moves may have.");
    module.option<&Config::homing_speed>("Speed of the first approach.").above(Speed{0.0});
    module.option<&Config::second_homing_speed>("Speed of the second approach.").above(Speed{0.0});
    module.option<&Config::homing_retract_speed>("Speed of the way back between the two.")
        .above(Speed{0.0});
    module.option<&Config::homing_retract_dist>("Length of the way back; 0 to approach once.")
        .at_least(Length{0.0});
    module.option<&Config::homing_positive_dir>("Whether the endstop is at the greater end.");
}

StepperSection::StepperSection(Config config, printer::Context& context)
    : config_(std::move(config)),
      context_(context),
      stepper_(printer::make_stepper(config_, context)) {
    context.modules.the<MotionQueuing>().queue().add(*stepper_);
    context.modules.the<StepperEnable>().add(*stepper_, config_.enable_pin, config_.section);
}

StepperSection::~StepperSection() {
    context_.modules.the<MotionQueuing>().queue().remove(*stepper_);
}

}  // namespace escapement::modules
