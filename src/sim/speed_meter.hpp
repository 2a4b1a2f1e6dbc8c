// Speed and acceleration of the nozzle, measured from nothing but where it was when.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The position is sampled once a millisecond; over each stretch of 31 samples (30 ms) a parabola
// is fitted to each axis by least squares (Savitzky and Golay's filter).  Its slope is the velocity
// and its curvature the acceleration, so that the size of one microstep hardly shows.
//
// What counts as acceleration here is the change of speed along the way: the acceleration's part
// in the direction of the velocity.  That is what max_accel limits.  Its part across is left
// out: at a corner the direction changes in no time at all, which no window can express, and
// what limits it is the speed at corners.  Where speed itself jumps at a corner, by the square
// corner velocity at most, the jump is spread over the window: 5 mm/s add up to 5 / 0.03 =
// 170 mm/s^2.  Speeding up that takes less than the window is seen as less than it is.
#pragma once

#include <array>
#include <cstddef>

#include "base/time.hpp"
#include "sim/machine.hpp"
#include "sim/vector.hpp"

namespace escapement::sim {

class SpeedMeter {
  public:
    // Poses in order of time; between them the nozzle stands still.
    void stepped(base::Seconds at, const Pose& pose);
    // Forgets the motion so far but not its peaks: the next step begins another one.
    void restart();

    double speed() const { return speed_; }  // mm/s, in the middle of the last 30 ms
    // mm/s over the last one or two milliseconds: prompt, but as coarse as a step.
    double prompt_speed() const { return prompt_speed_; }
    double peak_speed() const { return peak_speed_; }
    double peak_acceleration() const { return peak_acceleration_; }  // mm/s^2

  private:
    static constexpr int half = 15;
    static constexpr std::size_t window = 2 * half + 1;
    void sample();
    void measure();
    void measure_prompt(base::Seconds at);

    std::array<Vector, window> samples_{};
    std::size_t taken_ = 0;
    Pose pose_;
    bool begun_ = false;
    base::Seconds next_{0.0};
    double speed_ = 0.0, prompt_speed_ = 0.0;
    double peak_speed_ = 0.0, peak_acceleration_ = 0.0;
};

}  // namespace escapement::sim
