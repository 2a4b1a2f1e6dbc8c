// Switching a fan by what makes the electronics warm.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/controller_fan.hpp"

#include <algorithm>

#include "base/names.hpp"
#include "modules/heater_parts.hpp"
#include "modules/heaters.hpp"
#include "modules/motion_queuing.hpp"
#include "modules/stepper_enable.hpp"
#include "printer/heater.hpp"

namespace escapement::modules {

void ControllerFan::describe(printer::Description<ControllerFan>& module) {
    module.section("controller_fan")
        .named()
        .doc("A fan that runs while motors or heaters are on, and a while longer.");
    describe_fan(module);
    module.option<&Config::fan_speed>("Speed while it is needed, 0 to 1.")
        .at_least(0.0)
        .at_most(1.0);
    module.option<&Config::idle_speed>("Speed afterwards; fan_speed if not given.")
        .at_least(0.0)
        .at_most(1.0);
    module.option<&Config::idle_timeout>("Seconds for which it runs afterwards.").at_least(0);
    module.option<&Config::heater>("Heaters whose target makes it run.");
    module.option<&Config::stepper>("Motors whose power makes it run; all if not given.");
}

void ControllerFan::check(const Config& config, printer::Complaints& complaints) {
    if (!complaints.none_about({"heater"})) return;
    for (const auto& name : config.heater) check_heater_name(name, "heater", complaints);
}

ControllerFan::ControllerFan(const Config& config, printer::Context& context)
    : fan_speed_(config.fan_speed),
      idle_speed_(config.idle_speed.value_or(config.fan_speed)),
      idle_timeout_(config.idle_timeout),
      drive_(config, context),
      enable_(context.modules.the<StepperEnable>()),
      steppers_(config.stepper.empty() ? enable_.names() : config.stepper),
      timer_(context.executor, [this] { look(); }),
      ready_(context.events.ready.connect([this, &context](const auto&) { begin(context); })) {
    const auto& heaters = context.modules.the<Heaters>();
    for (const auto& name : config.heater) heaters_.push_back(&heaters.require(name));
    const auto known = enable_.names();
    for (const auto& name : config.stepper)
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw config.section.error(
                "stepper", "Unknown stepper '" + name + "'" + base::did_you_mean(name, known));
}

// Offline no time passes but that of the moves.
void ControllerFan::begin(printer::Context& context) {
    if (!context.offline) return timer_.set_after(printer::OutputRequests::least_gap);
    auto& motion = context.modules.the<MotionQueuing>().queue();
    flush_ = motion.on_flush(printer::MotionQueue::Listens::to_use_pins,
                             [this](const auto& flushing) { follow(flushing.flushed_until); });
}

void ControllerFan::look() {
    follow(drive_.now());
    timer_.set_after(base::Seconds(1.0), base::Seconds(0.2));
}

void ControllerFan::follow(base::PrintTime now) {
    const double speed = wanted_speed(now);
    if (speed != last_speed_) drive_.set_speed_at(now + printer::OutputRequests::least_gap, speed);
    last_speed_ = speed;
}

bool ControllerFan::is_needed() const {
    return std::any_of(steppers_.begin(),
                       steppers_.end(),
                       [this](const auto& name) { return enable_.is_on(name); }) ||
           std::any_of(heaters_.begin(), heaters_.end(), [](const auto* heater) {
               return heater->target() > 0.0;
           });
}

double ControllerFan::wanted_speed(base::PrintTime now) {
    if (is_needed()) {
        last_needed_ = now;
        return fan_speed_;
    }
    return last_needed_ && now <= *last_needed_ + idle_timeout_ ? idle_speed_ : 0.0;
}

}  // namespace escapement::modules
