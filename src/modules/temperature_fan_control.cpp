// Two ways to keep something cool.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/temperature_fan_control.hpp"

#include <algorithm>

namespace escapement::modules {
namespace {

// Gains are written for outputs of 0 to 255.
constexpr double gain_base = 255.0;

}  // namespace

double WatermarkCooling::speed(base::PrintTime, double celsius, const CoolingGoal& goal) {
    if (cool_ && celsius >= goal.target + max_delta_)
        cool_ = false;
    else if (!cool_ && celsius <= goal.target - max_delta_)
        cool_ = true;
    return cool_ ? 0.0 : goal.max_speed;
}

PidCooling::PidCooling(const Settings& settings) : settings_(settings) {
    settings_.kp /= gain_base;
    settings_.ki /= gain_base;
    settings_.kd /= gain_base;
    if (settings_.ki != 0.0) most_integral_ = settings_.max_speed / settings_.ki;
}

double PidCooling::slope(base::Seconds elapsed, double celsius) const {
    const double change = celsius - last_celsius_;
    if (elapsed >= settings_.deriv_time) return change / elapsed.count();
    const double older = last_slope_ * (settings_.deriv_time - elapsed).count();
    return (older + change) / settings_.deriv_time.count();
}

// The integral stands still while the output is at a limit.
double PidCooling::speed(base::PrintTime when, double celsius, const CoolingGoal& goal) {
    const base::Seconds elapsed = when - last_when_;
    const double slope_now = slope(elapsed, celsius);
    const double error = goal.target - celsius;
    const double integral = std::clamp(integral_ + error * elapsed.count(), 0.0, most_integral_);
    const double wanted = settings_.kp * error + settings_.ki * integral - settings_.kd * slope_now;
    const double bounded = std::clamp(wanted, 0.0, goal.max_speed);
    last_celsius_ = celsius;
    last_when_ = when;
    last_slope_ = slope_now;
    if (bounded == wanted) integral_ = integral;
    return std::max(goal.min_speed, goal.max_speed - bounded);
}

}  // namespace escapement::modules
