// The judgement whether a heater heats.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/heater_watch.hpp"

#include <algorithm>
#include <utility>

namespace escapement::printer {

HeaterWatch::Verdict HeaterWatch::check(base::HostTime now, double celsius, double target) {
    const double before = std::exchange(last_target_, target);
    if (target <= 0.0 || celsius >= target - settings_.hysteresis) {
        phase_ = Phase::holding;
        if (celsius <= target + settings_.hysteresis) error_ = 0.0;
        return Verdict::well;
    }
    error_ += target - settings_.hysteresis - celsius;
    if (phase_ != Phase::holding) {
        follow_approach(now, celsius);
        return Verdict::well;
    }
    if (target != before) {
        phase_ = Phase::starting;
        expect_gain(now, celsius);
        return Verdict::well;
    }
    return error_ >= settings_.max_error ? Verdict::fault : Verdict::well;
}

void HeaterWatch::follow_approach(base::HostTime now, double celsius) {
    if (celsius >= goal_celsius_) {
        phase_ = Phase::approaching;
        error_ = 0.0;
        expect_gain(now, celsius);
    } else if (now >= goal_time_) {
        phase_ = Phase::holding;
    } else if (phase_ == Phase::starting) {
        goal_celsius_ = std::min(goal_celsius_, celsius + settings_.heating_gain);
    }
}

void HeaterWatch::expect_gain(base::HostTime now, double celsius) {
    goal_celsius_ = celsius + settings_.heating_gain;
    goal_time_ = now + base::host_duration(settings_.check_gain_time);
}

}  // namespace escapement::printer
