// How much power a heater needs: the control loops, as arithmetic without devices.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

namespace escapement::printer {

// Fed with every measured temperature; temperatures are in degrees Celsius.
class HeaterControl {
  public:
    virtual ~HeaterControl() = default;
    // The duty cycle, 0 to the largest allowed, that follows from a temperature measured at
    // `when`.  Measurements come in the order of their times.
    virtual double duty_for(base::PrintTime when, double celsius, double target) = 0;
    // Whether the temperature (smoothed over the readings) still has to settle.
    virtual bool is_settling(double smoothed, double target) const = 0;
};

// Full power below the target, none above it, with a gap between the two so that a relay does
// not chatter.
class WatermarkControl final : public HeaterControl {
  public:
    struct Settings {
        double max_power = 1.0;
        double max_delta = 2.0;  // degrees below and above the target where it switches
    };
    explicit WatermarkControl(const Settings& settings) : settings_(settings) {}

    double duty_for(base::PrintTime when, double celsius, double target) override;
    bool is_settling(double smoothed, double target) const override;

  private:
    Settings settings_;
    bool heating_ = false;
};

// Proportional, integral and derivative.
//
// 1. The slope is smoothed over the smooth time, since single readings are noisy.
// 2. The integral never exceeds what full power is worth.
// 3. While the output is saturated the integral stands still: it would only record how long
//    the heater has been unable to do more.
class PidControl final : public HeaterControl {
  public:
    // Gains as written in a configuration: for an output of 0 to 255.
    struct Settings {
        double kp = 0.0;
        double ki = 0.0;
        double kd = 0.0;
        double max_power = 1.0;
        base::Seconds smooth_time{1.0};
    };
    explicit PidControl(const Settings& settings);

    double duty_for(base::PrintTime when, double celsius, double target) override;
    bool is_settling(double smoothed, double target) const override;

  private:
    double slope(double celsius, base::Seconds elapsed) const;

    double kp_, ki_, kd_;  // per duty cycle of 0 to 1
    double max_power_;
    base::Seconds smooth_time_;
    double largest_area_;

    base::PrintTime last_when_{};
    double last_celsius_ = 25.0;  // a cold machine in a room
    double slope_ = 0.0;          // degrees per second
    double area_ = 0.0;           // integral of the error, degree seconds
};

}  // namespace escapement::printer
