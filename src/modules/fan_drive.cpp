// Speeds of fans, in the order of print time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/fan_drive.hpp"

#include <algorithm>

#include "mcu/digital_out.hpp"
#include "mcu/mcu.hpp"
#include "mcu/pwm_out.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {

using Outcome = OutputQueue::Outcome;

FanDrive::FanDrive(const FanConfig& config, printer::Context& context)
    : output_(
          context.pins.pwm(config.pin,
                           {.section = config.section, .option = "pin"},
                           {.cycle_time = config.cycle_time,
                            .hardware = config.hardware_pwm,
                            .shutdown_value = std::min(config.shutdown_speed, config.max_power)})),
      control_({.max_power = config.max_power,
                .off_below = config.off_below,
                .kick_start_time = config.kick_start_time}),
      queue_(context,
             output_.mcu(),
             [this](base::PrintTime when, double speed) { return apply(when, speed); }),
      restarting_(context.events.restarting.connect(
          [this](const printer::Restarting& event) { queue_.set_at(event.when, 0.0); })) {
    if (config.enable_pin)
        enable_ = &context.pins.digital_out(
            *config.enable_pin, {.section = config.section, .option = "enable_pin"}, {});
    if (config.tachometer_pin)
        tachometer_.emplace(Tachometer::Config{.pin = *config.tachometer_pin,
                                               .option = "tachometer_pin",
                                               .pulses_per_turn = config.tachometer_ppr,
                                               .poll_interval = config.tachometer_poll_interval},
                            config.section,
                            context);
}

FanStatus FanDrive::status() const {
    FanStatus status{.speed = control_.wanted_power(), .rpm = {}};
    if (tachometer_) status.rpm = tachometer_->turns_per_minute();
    return status;
}

Outcome FanDrive::apply(base::PrintTime when, double speed) {
    const double before = control_.power();
    const auto step = control_.request(speed);
    if (!step.change) return {.kind = Outcome::Kind::ignored};
    if (enable_ && (before > 0.0) != (step.power > 0.0)) enable_->set(when, step.power > 0.0);
    output_.set(when, step.power);
    if (!step.kick_start) return {};
    return {.kind = Outcome::Kind::again, .not_before = when + control_.kick_start_time()};
}

}  // namespace escapement::modules
