// SET_SERVO.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/servo.hpp"

#include <algorithm>

#include "mcu/pwm_out.hpp"
#include "printer/errors.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {
namespace {

using base::Seconds;

constexpr Seconds signal_period{0.020};
// A change waits for the end of a pulse, unless that is so near that nobody sees the difference.
constexpr Seconds slack{0.0005};

}  // namespace

void Servo::describe(printer::Description<Servo>& module) {
    module.section("servo").named().doc("A servo that commands turn.");

    module.option<&Config::pin>("Output that gives the pulses.").required().output();
    module.option<&Config::minimum_pulse_width>("Width of the pulses for angle 0.")
        .above(Seconds{0.0})
        .below(signal_period);
    module.option<&Config::maximum_pulse_width>("Width of the pulses for the largest angle.")
        .below(signal_period);
    module.option<&Config::maximum_servo_angle>("Largest angle, in degrees.");
    module.option<&Config::initial_angle>("Angle at the start; without it, there are no pulses.")
        .at_least(0.0)
        .at_most(360.0);
    module.option<&Config::initial_pulse_width>("Width at the start instead of an angle.")
        .at_least(Seconds{0.0});

    auto set = module.command<&Servo::set_servo>("SET_SERVO", "Set servo angle");
    set.chosen_by("SERVO");
    set.parameter<&SetServo::servo>("Which servo.").required();
    set.parameter<&SetServo::angle>("Where to, in degrees.");
    set.parameter<&SetServo::width>("Or the width of the pulses; 0 for none.");

    module.status<&Status::value>("Share of time on that was set last, 0 to 1.");
}

void Servo::check(const Config& config, printer::Complaints& complaints) {
    const auto& section = complaints.section();
    complaints.attempt({"minimum_pulse_width", "maximum_pulse_width"}, [&] {
        if (config.maximum_pulse_width <= config.minimum_pulse_width)
            throw section.error("maximum_pulse_width", "must be above minimum_pulse_width");
    });
    complaints.attempt({"initial_pulse_width", "maximum_pulse_width"}, [&] {
        if (config.initial_pulse_width > config.maximum_pulse_width)
            throw section.error("initial_pulse_width", "must be at most maximum_pulse_width");
    });
    complaints.attempt({"maximum_servo_angle"}, [&] {
        if (config.maximum_servo_angle == 0.0)
            throw section.error("maximum_servo_angle", "must not be 0");
    });
}

Servo::Servo(const Config& config, printer::Context& context)
    : config_(config),
      output_(context.pins.pwm(config.pin,
                               {.section = config.section, .option = "pin"},
                               {.cycle_time = signal_period, .start_value = initial_share()})),
      queue_(context, output_.mcu(), [this](base::PrintTime when, double share) {
          return apply(when, share);
      }) {}

double Servo::initial_share() const {
    return config_.initial_angle ? share_for_angle(*config_.initial_angle)
                                 : share_for_width(config_.initial_pulse_width);
}

double Servo::share_for_angle(double degrees) const {
    const double angle = std::max(0.0, std::min(config_.maximum_servo_angle, degrees));
    const Seconds range = config_.maximum_pulse_width - config_.minimum_pulse_width;
    const Seconds width = config_.minimum_pulse_width + angle / config_.maximum_servo_angle * range;
    return width / signal_period;
}

double Servo::share_for_width(Seconds width) const {
    if (width.count() == 0.0) return 0.0;
    return std::clamp(width, config_.minimum_pulse_width, config_.maximum_pulse_width) /
           signal_period;
}

// A pulse that is cut short would be a wrong angle.
OutputQueue::Outcome Servo::apply(base::PrintTime when, double share) {
    using Kind = OutputQueue::Outcome::Kind;
    if (share == last_value_) return {.kind = Kind::ignored};
    const auto aligned = output_.next_aligned_print_time(when, slack);
    if (aligned > when + slack) return {.kind = Kind::later, .not_before = aligned};
    last_value_ = share;
    output_.set(aligned, share);
    return {};
}

void Servo::set_servo(const SetServo& request) {
    if (!request.angle && !request.width)
        throw printer::CommandError("Error on 'SET_SERVO': missing ANGLE");
    queue_.set_after_moves(request.width ? share_for_width(*request.width)
                                         : share_for_angle(*request.angle));
}

}  // namespace escapement::modules
