// Does a heater heat?  Notices a sensor that fell out or a heater that broke.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

namespace escapement::printer {

// Asked once a second; arithmetic without devices.
//
// 1. Near the target all is well.
// 2. Towards a new target the temperature has to rise by the heating gain within every gain
//    time; nothing else is asked of it on the way.
// 3. Once it is no longer approaching, every second adds to the error what is missing below
//    the hysteresis.  Too much of that is a fault.
class HeaterWatch {
  public:
    struct Settings {
        double max_error = 120.0;   // degree seconds
        double hysteresis = 5.0;    // degrees
        double heating_gain = 2.0;  // degrees
        base::Seconds check_gain_time{20.0};
    };
    enum class Verdict { well, fault };

    explicit HeaterWatch(const Settings& settings) : settings_(settings) {}

    Verdict check(base::HostTime now, double celsius, double target);

    // Degree seconds missed so far.
    double error() const { return error_; }

  private:
    enum class Phase {
        holding,      // at a target, or fallen away from it
        starting,     // just begun to approach: may sag before it rises
        approaching,  // has been rising
    };
    void expect_gain(base::HostTime now, double celsius);
    void follow_approach(base::HostTime now, double celsius);

    Settings settings_;
    Phase phase_ = Phase::holding;
    double error_ = 0.0;
    double last_target_ = 0.0;
    double goal_celsius_ = 0.0;
    base::HostTime goal_time_{};
};

}  // namespace escapement::printer
