// Kick starts and thresholds of fans.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/fan_control.hpp"

#include <algorithm>

namespace escapement::printer {
namespace {

constexpr double large_rise = 0.5;

}  // namespace

FanControl::Step FanControl::request(double speed) {
    const double power = power_for(speed);
    if (power == power_) {
        wanted_ = power;
        return {};
    }
    const bool rises_much = power_ == 0.0 || power - power_ > large_rise;
    const bool kick = power > 0.0 && settings_.kick_start_time.count() > 0.0 && rises_much;
    wanted_ = power;
    power_ = kick ? settings_.max_power : power;
    return {.change = true, .power = power_, .kick_start = kick};
}

double FanControl::power_for(double speed) const {
    if (speed < settings_.off_below) return 0.0;
    return std::clamp(speed * settings_.max_power, 0.0, settings_.max_power);
}

}  // namespace escapement::printer
