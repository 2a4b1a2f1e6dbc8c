// Watermark and PID control of heaters.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/heater_control.hpp"

#include <algorithm>
#include <cmath>

namespace escapement::printer {
namespace {

constexpr double full_output = 255.0;  // the output that the gains of a configuration refer to
constexpr double settled_within = 1.0;
constexpr double settled_slope = 0.1;  // degrees per second

}  // namespace

double WatermarkControl::duty_for(base::PrintTime, double celsius, double target) {
    if (celsius >= target + settings_.max_delta)
        heating_ = false;
    else if (celsius <= target - settings_.max_delta)
        heating_ = true;
    return heating_ ? settings_.max_power : 0.0;
}

bool WatermarkControl::is_settling(double smoothed, double target) const {
    return smoothed < target - settings_.max_delta;
}

PidControl::PidControl(const Settings& settings)
    : kp_(settings.kp / full_output),
      ki_(settings.ki / full_output),
      kd_(settings.kd / full_output),
      max_power_(settings.max_power),
      smooth_time_(settings.smooth_time),
      largest_area_(ki_ > 0.0 ? max_power_ / ki_ : 0.0) {}

double PidControl::duty_for(base::PrintTime when, double celsius, double target) {
    const base::Seconds elapsed = when - last_when_;
    const double error = target - celsius;
    const double area = std::clamp(area_ + error * elapsed.count(), 0.0, largest_area_);
    slope_ = slope(celsius, elapsed);
    const double wanted = kp_ * error + ki_ * area - kd_ * slope_;
    const double duty = std::clamp(wanted, 0.0, max_power_);
    if (duty == wanted) area_ = area;
    last_when_ = when;
    last_celsius_ = celsius;
    return duty;
}

// A reading older than the smooth time stands for itself; a newer one only has the weight that
// its time bears to the smooth time.
double PidControl::slope(double celsius, base::Seconds elapsed) const {
    const double rise = celsius - last_celsius_;
    if (elapsed >= smooth_time_) return rise / elapsed.count();
    return (slope_ * (smooth_time_ - elapsed).count() + rise) / smooth_time_.count();
}

bool PidControl::is_settling(double smoothed, double target) const {
    return std::abs(target - smoothed) > settled_within || std::abs(slope_) > settled_slope;
}

}  // namespace escapement::printer
