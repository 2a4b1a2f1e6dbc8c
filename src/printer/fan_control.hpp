// What a fan's pin has to do for a wanted speed: power limit, threshold, kick start.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

namespace escapement::printer {

// Arithmetic without devices.  Speeds and powers are 0 to 1.
class FanControl {
  public:
    struct Settings {
        double max_power = 1.0;
        double off_below = 0.0;
        base::Seconds kick_start_time{0.1};
    };
    // What to do now.
    struct Step {
        bool change = false;      // whether the pin has to change at all
        double power = 0.0;       // then to this
        bool kick_start = false;  // ask again after the kick start time with the same speed
    };

    explicit FanControl(const Settings& settings) : settings_(settings) {}

    // A fan that stands still or is to run much faster gets full power for a moment first.
    Step request(double speed);

    // The power of the last request, and the power on the pin (more during a kick start).
    double wanted_power() const { return wanted_; }
    double power() const { return power_; }
    base::Seconds kick_start_time() const { return settings_.kick_start_time; }

  private:
    double power_for(double speed) const;

    Settings settings_;
    double wanted_ = 0.0;
    double power_ = 0.0;
};

}  // namespace escapement::printer
