// When a sensor that measures at a steady pace made each of its measurements.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Now and then the board says how many measurements there were by a moment of its clock.  Where
//    the sensor's pace lies is the slope of a straight line through these; older ones count less.
// 2. Times that were given to measurements stay.  The next ones begin where those ended, and their
//    pace is such that they meet the line a few measurements later: no jump, and none goes back.
//
// Formulas: exponentially weighted linear regression, as Klipper's klippy/extras/bulk_sensor.py.
#pragma once

#include <optional>

namespace escapement::mcu {

// Clocks are ticks of the board, measurements are counted from zero.
class SampleClock {
  public:
    // Deviations are made up for within so many measurements; above zero.
    explicit SampleClock(double catch_up) : catch_up_(catch_up) {}

    struct Sight {
        double clock = 0.0;
        double measurements = 0.0;
    };
    // The first sight; what was learned before is forgotten.
    void begin(const Sight& first);
    // A further one.
    void add(const Sight& sight);

    struct Line {
        double clock = 0.0;  // of measurement `measurement`
        double measurement = 0.0;
        double ticks_each = 0.0;
        double at(double which) const { return clock + (which - measurement) * ticks_each; }
    };
    // Nothing as long as nobody can know the pace.
    std::optional<Line> line() const;
    // Times up to this measurement were given by line().
    void settle(double measurement);

  private:
    double catch_up_;
    Sight mean_;
    double clock_variance_ = 0.0, covariance_ = 0.0;
    std::optional<Sight> settled_;
};

}  // namespace escapement::mcu
