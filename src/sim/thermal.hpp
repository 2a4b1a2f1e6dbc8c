// A heated mass: warms with its heater, cools towards the room, is seen through a slow sensor.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"

namespace escapement::sim {

// First order with loss; solved exactly between switchings, so the result does not depend on
// how often it is asked.
class ThermalMass {
  public:
    struct Properties {
        double power_w;
        double heat_capacity_j_per_k;
        double loss_w_per_k;
        double sensor_lag_s;
        double ambient_celsius;
    };
    explicit ThermalMass(const Properties& properties);

    // The heater's duty, 0 to 1, from `at` on.  Moments must not go backwards.
    void set_duty(double duty, base::Seconds at);
    // What it has come to at that moment, degrees Celsius.
    double temperature(base::Seconds at);
    double sensed(base::Seconds at);

    // As last computed.
    double last_temperature() const { return temperature_; }
    double peak() const { return peak_; }
    double energy_j() const { return energy_j_; }

  private:
    void advance(base::Seconds to);

    Properties properties_;
    double duty_ = 0.0;
    double temperature_;
    double sensed_;
    double peak_;
    double energy_j_ = 0.0;
    base::Seconds now_{0.0};
};

}  // namespace escapement::sim
