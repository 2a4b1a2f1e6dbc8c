// Heights, and pulses that move a pin.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/probe.hpp"

#include <cmath>
#include <numbers>

namespace escapement::sim {
namespace {

using base::Seconds;

constexpr Seconds pin_down{0.000650}, touch_mode{0.001165}, pin_up{0.001475}, reset{0.002190};
// Pulses are as long as meant, give or take.
constexpr Seconds pulse_tolerance{0.000030};

bool is_like(Seconds pulse, Seconds meant) {
    return std::abs((pulse - meant).count()) < pulse_tolerance.count();
}

}  // namespace

double Bed::at(double x, double y) const {
    const double away = std::hypot(x - bump_middle[0], y - bump_middle[1]) / bump_radius;
    const double bump =
        away < 1.0 ? bump_height * 0.5 * (1.0 + std::cos(away * std::numbers::pi)) : 0.0;
    return height + tilt_x * x + tilt_y * y + bump;
}

void ServoProbe::control(bool level, Seconds at) {
    if (level && !level_) risen_ = at;
    if (!level && level_) obey(at - risen_);
    level_ = level;
}

void ServoProbe::obey(Seconds pulse) {
    if (is_like(pulse, pin_down)) {
        deployed_ = true;
        touch_mode_ = false;
    } else if (is_like(pulse, pin_up) || is_like(pulse, reset)) {
        deployed_ = touch_mode_ = false;
    } else if (is_like(pulse, touch_mode)) {
        touch_mode_ = true;
    }
}

// In touch mode it triggers as long as its pin is not all the way down.
bool ServoProbe::triggered(bool touches) const {
    return deployed_ ? touches : touch_mode_;
}

}  // namespace escapement::sim
