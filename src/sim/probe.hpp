// A bed that is not quite flat, and a probe that feels it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "base/time.hpp"

namespace escapement::sim {

// A plane with a round bump on it, in mm as the nozzle's place is counted.
struct Bed {
    double height = 0.0;  // at x = 0, y = 0, without the bump
    double tilt_x = 0.0, tilt_y = 0.0;
    double bump_height = 0.0, bump_radius = 1.0;
    std::array<double, 2> bump_middle{};

    double at(double x, double y) const;
};

// How far the probe is from the nozzle, and how high the nozzle is when it triggers.
struct ProbeOffset {
    double x = 0.0, y = 0.0, z = 0.0;
};

// A pin that goes down and up as pulses on its control wire say, as a BLTouch does.  Source: its
// data sheet's pulse lengths.  Belongs to one thread.
class ServoProbe {
  public:
    // The level of the control wire changes.
    void control(bool level, base::Seconds at);
    bool deployed() const { return deployed_; }
    // What the sensor says while the pin does or does not touch the bed, or would if it were down.
    bool triggered(bool touches) const;

  private:
    void obey(base::Seconds pulse);

    base::Seconds risen_{};
    bool level_ = false;
    bool deployed_ = false;
    bool touch_mode_ = false;
};

}  // namespace escapement::sim
