// SET_TEMPERATURE_FAN_TARGET, and a fan between a sensor and its control.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/temperature_fan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "modules/heaters.hpp"
#include "modules/rounding.hpp"
#include "modules/sensor_kinds.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

constexpr double usual_target = 40.0;
// Smaller changes of the speed wait until the last one is so old.
constexpr double small_change = 0.05;
constexpr base::Seconds longest_wait{3.75};
// A speed takes effect so long after the measurement that asks for it.
constexpr base::Seconds usual_delay{0.3};

void check_temperatures(const TemperatureFan::Config& config, printer::Complaints& complaints) {
    complaints.attempt({"min_temp", "max_temp"}, [&] {
        if (config.max_temp <= config.min_temp)
            throw config.section.error("max_temp", "must be above min_temp");
    });
    complaints.attempt({"target_temp", "min_temp", "max_temp"}, [&] {
        if (config.target() < config.min_temp || config.target() > config.max_temp)
            throw config.section.error("target_temp", "must be between min_temp and max_temp");
    });
}

void check_control(const TemperatureFan::Config& config, printer::Complaints& complaints) {
    if (!complaints.none_about({"control"})) return;
    for (const char* option : {"pid_kp", "pid_ki", "pid_kd"})
        if (config.control == "pid") complaints.require(option, " for control 'pid'");
}

void refuse_speed(const char* which, double speed) {
    if (speed < 0.0 || speed > 1.0)
        throw printer::CommandError(
            fmt::format("Requested {} speed ({:.1f}) out of range (0.0 : 1.0)", which, speed));
}

}  // namespace

double TemperatureFan::Config::target() const {
    return target_temp.value_or(std::min(usual_target, max_temp));
}

void TemperatureFan::describe(printer::Description<TemperatureFan>& module) {
    module.section("temperature_fan").named().doc("A fan that keeps a temperature down.");
    describe_fan(module);
    describe_thermometer(module);
    module
        .option<&Config::min_temp>(
            "Lowest temperature that is believed, in degrees Celsius; below it the printer stops.")
        .required()
        .at_least(chips::absolute_zero_celsius);
    module.option<&Config::max_temp>("Highest temperature that is believed.").required();
    module.option<&Config::gcode_id>("What M105 calls it; nothing: M105 leaves it out.");
    module.option<&Config::target_temp>(
        "Temperature to keep, in degrees Celsius; 40, or max_temp if that is less.");
    module.option<&Config::min_speed>("Slowest speed at which it runs, 0 to 1.")
        .at_least(0.0)
        .at_most(1.0);
    module.option<&Config::max_speed>("Fastest speed at which it runs, 0 to 1.")
        .above(0.0)
        .at_most(1.0);
    module.option<&Config::control>("How the speed is found.")
        .required()
        .choices({"watermark", "pid"});
    module
        .option<&Config::max_delta>(
            "Degrees below and above the target at which control 'watermark' switches.")
        .above(0.0);
    module.option<&Config::pid_kp>("Proportional gain of control 'pid'.");
    module.option<&Config::pid_ki>("Integral gain of control 'pid'.");
    module.option<&Config::pid_kd>("Derivative gain of control 'pid'.");
    module.option<&Config::pid_deriv_time>("Time over which its slope is smoothed.")
        .above(base::Seconds{0.0});

    auto set = module.command<&TemperatureFan::set_target>(
        "SET_TEMPERATURE_FAN_TARGET", "Sets a temperature fan target and fan speed limits");
    set.chosen_by("TEMPERATURE_FAN");
    set.parameter<&SetTarget::temperature_fan>("Which fan.").required();
    set.parameter<&SetTarget::target>("Degrees Celsius; that of the configuration if missing.");
    set.parameter<&SetTarget::min_speed>("Slowest speed from now on.");
    set.parameter<&SetTarget::max_speed>("Fastest speed from now on.");

    module.status<&Status::temperature>("In degrees Celsius.");
    module.status<&Status::target>("Wanted; 0: the fan is off.");
}

void TemperatureFan::check(const Config& config, printer::Complaints& complaints) {
    check_sensor(config, complaints);
    check_temperatures(config, complaints);
    check_control(config, complaints);
}

TemperatureFan::TemperatureFan(const Config& config, printer::Context& context)
    : min_temp_(config.min_temp),
      max_temp_(config.max_temp),
      usual_target_(config.target()),
      goal_{
          .target = config.target(), .min_speed = config.min_speed, .max_speed = config.max_speed},
      drive_(config, context),
      control_(make_control(config)),
      speed_delay_(usual_delay) {
    context.modules.the<Heaters>().add_sensor(
        {config,
         config.section,
         {config.min_temp, config.max_temp},
         [this](base::PrintTime when, double celsius) { measured(when, celsius); }},
        config.gcode_id,
        [this] {
            return Heaters::Reading{celsius_, goal_.target};
        });
}

std::unique_ptr<TemperatureFanControl> TemperatureFan::make_control(const Config& config) {
    if (config.control == "watermark") return std::make_unique<WatermarkCooling>(config.max_delta);
    return std::make_unique<PidCooling>(PidCooling::Settings{.kp = *config.pid_kp,
                                                             .ki = *config.pid_ki,
                                                             .kd = *config.pid_kd,
                                                             .deriv_time = config.pid_deriv_time,
                                                             .max_speed = config.max_speed});
}

void TemperatureFan::measured(base::PrintTime when, double celsius) {
    celsius_ = celsius;
    set_speed(when, control_->speed(when, celsius, goal_));
}

void TemperatureFan::set_speed(base::PrintTime measured_at, double speed) {
    speed = speed <= 0.0 ? 0.0 : std::max(speed, goal_.min_speed);
    if (goal_.target <= 0.0) speed = 0.0;
    const bool may_wait = measured_at < refresh_at_ || last_speed_ == 0.0;
    if (may_wait && std::abs(speed - last_speed_) < small_change) return;
    const base::PrintTime when = measured_at + speed_delay_;
    refresh_at_ = when + longest_wait;
    last_speed_ = speed;
    drive_.set_speed_at(when, speed);
}

void TemperatureFan::set_target(const SetTarget& request) {
    const double target = request.target.value_or(usual_target_);
    if (target != 0.0 && (target < min_temp_ || target > max_temp_))
        throw printer::CommandError(
            fmt::format("Requested temperature ({:.1f}) out of range ({:.1f}:{:.1f})",
                        target,
                        min_temp_,
                        max_temp_));
    const double min_speed = request.min_speed.value_or(goal_.min_speed);
    const double max_speed = request.max_speed.value_or(goal_.max_speed);
    if (min_speed > max_speed)
        throw printer::CommandError(
            fmt::format("Requested min speed ({:.1f}) is greater than max speed ({:.1f})",
                        min_speed,
                        max_speed));
    refuse_speed("min", min_speed);
    refuse_speed("max", max_speed);
    goal_ = {.target = target, .min_speed = min_speed, .max_speed = max_speed};
}

TemperatureFan::Status TemperatureFan::status() const {
    Status status;
    static_cast<FanStatus&>(status) = drive_.status();
    status.temperature = hundredths(celsius_);
    status.target = goal_.target;
    return status;
}

void complete_settings(TemperatureFan::Config& config, const printer::Complaints&) {
    config.target_temp = config.target();
}

std::vector<std::string> unused_options(const TemperatureFan::Config& config,
                                        const printer::Complaints& complaints) {
    auto unused = unused_options(static_cast<const FanConfig&>(config), complaints);
    const auto of_sensors =
        unused_options(static_cast<const printer::ThermometerConfig&>(config), complaints);
    unused.insert(unused.end(), of_sensors.begin(), of_sensors.end());
    unused.push_back(config.control == "pid" ? "max_delta" : "pid_deriv_time");
    return unused;
}

}  // namespace escapement::modules
