// How a nozzle shakes: a mass on springs that hangs on what the motors move.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. A motor that is told to be elsewhere gets there with a little delay, which smooths its steps.
// 2. Each axis is a mass m on a spring and a damper: x'' = w^2 (u - x) + 2 d w (u' - x'), where u
//    is where the motors have come to, w the circular frequency and d the damping ratio.
// 3. The equation is integrated in strides so short (semi-implicit Euler) that frequency and
//    damping are right to a thousandth up to 300 Hz.
#pragma once

#include <array>

#include "base/time.hpp"
#include "sim/vector.hpp"

namespace escapement::sim {

// Of one axis.
struct Resonance {
    double frequency_hz = 50.0;  // above 0, at most 500
    double damping_ratio = 0.1;  // 0 to below 1
};
using Resonances = std::array<Resonance, 3>;

// Belongs to one thread.
class Shaking {
  public:
    explicit Shaking(const Resonances& resonances) : resonances_(resonances) {}

    // Everything is at rest there.
    void rest(const Vector& nozzle, base::Seconds at);
    // The motors are there from now on.
    void drive(const Vector& nozzle) { wanted_ = nozzle; }
    // Time passes; what has passed already does not count.
    void advance(base::Seconds until);
    // mm/s^2.
    Vector acceleration() const;

  private:
    struct Axis {
        double lag = 0.0, motor = 0.0;        // mm
        double motor_speed = 0.0;             // mm/s
        double mass = 0.0, mass_speed = 0.0;  // mm, mm/s
    };
    static double pull(const Axis& axis, const Resonance& resonance);

    Resonances resonances_;
    std::array<Axis, 3> axes_{};
    Vector wanted_{};
    base::Seconds now_{};
};

}  // namespace escapement::sim
