// Two first-order systems in series, advanced by their closed-form solution.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/thermal.hpp"

#include <algorithm>
#include <cmath>

#include "base/assert.hpp"

namespace escapement::sim {

ThermalMass::ThermalMass(const Properties& properties)
    : properties_(properties),
      temperature_(properties.ambient_celsius),
      sensed_(properties.ambient_celsius),
      peak_(properties.ambient_celsius) {
    ASSERT(properties.heat_capacity_j_per_k > 0 && properties.loss_w_per_k > 0);
    ASSERT(properties.sensor_lag_s > 0);
}

// With T(t) = S + (T0 - S) e^(-t/a) for the mass, the sensor, which follows at rate 1/b, reads
//   Y(t) = S + k e^(-t/a) + (Y0 - S - k) e^(-t/b)   where k = (T0 - S) a / (a - b).
void ThermalMass::advance(base::Seconds to) {
    const double t = (to - now_).count();
    if (t <= 0.0) return;
    now_ = to;
    const double power = duty_ * properties_.power_w;
    const double settled = properties_.ambient_celsius + power / properties_.loss_w_per_k;
    const double a = properties_.heat_capacity_j_per_k / properties_.loss_w_per_k;
    double b = properties_.sensor_lag_s;
    if (std::abs(a - b) < 1e-6 * a) b *= 1.0 + 1e-5;  // equal rates have another solution
    const double fade = std::exp(-t / a);
    const double k = (temperature_ - settled) * a / (a - b);
    sensed_ = settled + k * fade + (sensed_ - settled - k) * std::exp(-t / b);
    temperature_ = settled + (temperature_ - settled) * fade;
    energy_j_ += power * t;
    peak_ = std::max(peak_, temperature_);
}

void ThermalMass::set_duty(double duty, base::Seconds at) {
    advance(at);
    duty_ = duty;
}

double ThermalMass::temperature(base::Seconds at) {
    advance(at);
    return temperature_;
}

double ThermalMass::sensed(base::Seconds at) {
    advance(at);
    return sensed_;
}

}  // namespace escapement::sim
