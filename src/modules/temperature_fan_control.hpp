// How fast a fan has to run to keep something cool.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

namespace escapement::modules {

// What a measurement is compared with, and the speeds that are allowed, 0 to 1.
struct CoolingGoal {
    double target = 0.0;  // in degrees Celsius
    double min_speed = 0.0;
    double max_speed = 1.0;
};

class TemperatureFanControl {
  public:
    virtual ~TemperatureFanControl() = default;
    // The speed to run at after a measurement; they come in order of their times.
    virtual double speed(base::PrintTime when, double celsius, const CoolingGoal& goal) = 0;
};

// Full speed above the target until it is cooler than the target, each by a distance.
class WatermarkCooling final : public TemperatureFanControl {
  public:
    explicit WatermarkCooling(double max_delta) : max_delta_(max_delta) {}
    double speed(base::PrintTime when, double celsius, const CoolingGoal& goal) override;

  private:
    double max_delta_;
    bool cool_ = false;
};

// Proportional, integral, derivative: what a heater would get, taken from the largest speed.
class PidCooling final : public TemperatureFanControl {
  public:
    struct Settings {
        double kp = 0.0;
        double ki = 0.0;
        double kd = 0.0;
        base::Seconds deriv_time{2.0};  // over which the slope is smoothed
        double max_speed = 1.0;         // that the integral alone may ask for
    };
    explicit PidCooling(const Settings& settings);
    double speed(base::PrintTime when, double celsius, const CoolingGoal& goal) override;

  private:
    double slope(base::Seconds elapsed, double celsius) const;

    Settings settings_;
    double most_integral_ = 0.0;
    double last_celsius_ = 25.0;
    base::PrintTime last_when_{};
    double last_slope_ = 0.0;
    double integral_ = 0.0;
};

}  // namespace escapement::modules
