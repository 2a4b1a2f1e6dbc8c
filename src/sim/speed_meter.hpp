// Speed and acceleration of the nozzle, measured from nothing but where it was when.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The position is sampled once a millisecond; over each stretch of 21 samples (20 ms) a parabola
// is fitted to each axis by least squares (Savitzky and Golay's filter).  Its slope is the speed
// and its curvature the acceleration, so that the size of one microstep hardly shows.
#pragma once

#include <array>
#include <cstddef>

#include "base/time.hpp"
#include "sim/machine.hpp"

namespace escapement::sim {

class SpeedMeter {
  public:
    // Poses in order of time; between them the nozzle stands still.
    void stepped(base::Seconds at, const Pose& pose);

    double speed() const { return speed_; }  // mm/s, now
    double peak_speed() const { return peak_speed_; }
    double peak_acceleration() const { return peak_acceleration_; }  // mm/s^2

  private:
    static constexpr int half = 10;
    static constexpr std::size_t window = 2 * half + 1;
    void sample();

    std::array<std::array<double, 3>, window> samples_{};
    std::size_t taken_ = 0;
    Pose pose_;
    bool begun_ = false;
    base::Seconds next_{0.0};
    double speed_ = 0.0, peak_speed_ = 0.0, peak_acceleration_ = 0.0;
};

}  // namespace escapement::sim
