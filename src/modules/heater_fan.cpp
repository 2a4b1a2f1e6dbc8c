// Switching fans by the temperature of heaters.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/heater_fan.hpp"

#include "modules/heater_parts.hpp"
#include "modules/heaters.hpp"
#include "modules/motion_queuing.hpp"
#include "printer/events.hpp"
#include "printer/heater.hpp"

namespace escapement::modules {

void HeaterFan::describe(printer::Description<HeaterFan>& module) {
    module.section("heater_fan").named().doc("A fan that runs while a heater is hot.");
    describe_fan(module);
    module.option<&Config::heater>("The heaters it serves.");
    module.option<&Config::heater_temp>("Temperature above which it runs, in degrees Celsius.")
        .unit("C");
    module.option<&Config::fan_speed>("Speed at which it runs, 0 to 1.").at_least(0.0).at_most(1.0);
}

void HeaterFan::check(const Config& config, printer::Complaints& complaints) {
    if (!complaints.none_about({"heater"})) return;
    for (const auto& name : config.heater) check_heater_name(name, "heater", complaints);
}

HeaterFan::HeaterFan(const Config& config, printer::Context& context)
    : heater_temp_(config.heater_temp),
      fan_speed_(config.fan_speed),
      drive_(config, context),
      timer_(context.executor, [this] { look(); }),
      ready_(context.events.ready.connect([this, &context](const auto&) { begin(context); })) {
    const auto& heaters = context.modules.the<Heaters>();
    for (const auto& name : config.heater) heaters_.push_back(&heaters.require(name));
}

double HeaterFan::wanted_speed() const {
    for (const auto* heater : heaters_)
        if (heater->target() > 0.0 || heater->temperature() > heater_temp_) return fan_speed_;
    return 0.0;
}

// Offline no time passes but that of the moves.
void HeaterFan::begin(printer::Context& context) {
    if (!context.offline) return look();
    auto& motion = context.modules.the<MotionQueuing>().queue();
    flush_ = motion.on_flush(printer::MotionQueue::Listens::to_use_pins,
                             [this](const auto& flushing) { follow(flushing.flushed_until); });
}

void HeaterFan::look() {
    follow(drive_.now());
    timer_.set_after(base::Seconds(1.0), runtime::leisure);
}

void HeaterFan::follow(base::PrintTime now) {
    const double speed = wanted_speed();
    if (speed != last_speed_) drive_.set_speed_at(now + printer::OutputRequests::least_gap, speed);
    last_speed_ = speed;
}

}  // namespace escapement::modules
