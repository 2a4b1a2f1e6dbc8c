// Speeds of fans, in the order of print time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/fan_drive.hpp"

#include <algorithm>

#include "mcu/digital_out.hpp"
#include "mcu/mcu.hpp"
#include "mcu/pwm_out.hpp"
#include "modules/motion_queuing.hpp"
#include "modules/toolhead.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {

using Outcome = printer::OutputRequests::Outcome;

FanDrive::FanDrive(const FanConfig& config, printer::Context& context)
    : context_(context),
      output_(
          context.pins.pwm(config.pin,
                           {.section = config.section, .option = "pin"},
                           {.cycle_time = config.cycle_time,
                            .hardware = config.hardware_pwm,
                            .shutdown_value = std::min(config.shutdown_speed, config.max_power)})),
      control_({.max_power = config.max_power,
                .off_below = config.off_below,
                .kick_start_time = config.kick_start_time}),
      motion_(context.modules.the<MotionQueuing>().queue()),
      requests_([this](base::PrintTime when, double speed) { return apply(when, speed); }),
      flush_(motion_.on_flush(printer::MotionQueue::Listens::to_use_pins,
                              [this](const printer::MotionQueue::Flushing& flushing) {
                                  requests_.flush(flushing.flushed_until);
                              })),
      restarting_(context.events.restarting.connect([this](const printer::Restarting& event) {
          requests_.add(event.when, 0.0);
          motion_.note_activity(event.when);
      })) {
    if (config.enable_pin)
        enable_ = &context.pins.digital_out(
            *config.enable_pin, {.section = config.section, .option = "enable_pin"}, {});
}

void FanDrive::set_speed_after_moves(double speed) {
    context_.modules.the<ToolheadModule>().toolhead().at_end_of_queued(
        [this, speed](base::PrintTime when) {
            requests_.add(when, speed);
            motion_.note_activity(when);
        });
}

// Waiting for the next flush would be too late: that may be further off than the fan's moment.
void FanDrive::set_speed_soon(base::PrintTime now, double speed) {
    requests_.add(now + printer::OutputRequests::least_gap, speed);
    requests_.flush(base::PrintTime::max());
}

base::PrintTime FanDrive::now() const {
    return output_.mcu().estimated_print_time();
}

Outcome FanDrive::apply(base::PrintTime when, double speed) {
    const double before = control_.power();
    const auto step = control_.request(speed);
    if (!step.change) return {.kind = Outcome::Kind::ignored};
    if (enable_ && (before > 0.0) != (step.power > 0.0)) enable_->set(when, step.power > 0.0);
    output_.set(when, step.power);
    const auto later =
        when + std::max(printer::OutputRequests::least_gap,
                        step.kick_start ? control_.kick_start_time() : base::Seconds(0.0));
    motion_.note_activity(later);
    if (!step.kick_start) return {};
    return {.kind = Outcome::Kind::again, .not_before = later};
}

}  // namespace escapement::modules
