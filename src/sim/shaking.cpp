// Integrates what shakes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/shaking.hpp"

#include <numbers>

namespace escapement::sim {
namespace {

constexpr base::Seconds stride{20e-6};
// How quickly a motor follows its steps: about 500 Hz.
constexpr double following = 2.0 * std::numbers::pi * 500.0;

}  // namespace

void Shaking::rest(const Vector& nozzle, base::Seconds at) {
    wanted_ = nozzle;
    now_ = at;
    for (std::size_t i = 0; i < axes_.size(); ++i)
        axes_[i] = {.lag = nozzle[i], .motor = nozzle[i], .mass = nozzle[i]};
}

double Shaking::pull(const Axis& axis, const Resonance& resonance) {
    const double circular = 2.0 * std::numbers::pi * resonance.frequency_hz;
    return circular * (circular * (axis.motor - axis.mass) +
                       2.0 * resonance.damping_ratio * (axis.motor_speed - axis.mass_speed));
}

void Shaking::advance(base::Seconds until) {
    constexpr double dt = stride.count();
    for (; now_ + stride <= until; now_ += stride) {
        for (std::size_t i = 0; i < axes_.size(); ++i) {
            Axis& axis = axes_[i];
            axis.lag += dt * following * (wanted_[i] - axis.lag);
            axis.motor_speed = following * (axis.lag - axis.motor);
            axis.motor += dt * axis.motor_speed;
            axis.mass_speed += dt * pull(axis, resonances_[i]);
            axis.mass += dt * axis.mass_speed;
        }
    }
}

Vector Shaking::acceleration() const {
    return {pull(axes_[0], resonances_[0]),
            pull(axes_[1], resonances_[1]),
            pull(axes_[2], resonances_[2])};
}

}  // namespace escapement::sim
