// Hotends and a bed that warm up and cool down.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"

namespace escapement::client::marlin_sim {

class Heaters {
  public:
    explicit Heaters(int tools = 1);

    void set_hotend(int tool, double celsius);
    void set_bed(double celsius) { bed_.target = celsius; }
    void off();
    void advance(base::HostTime now);
    // Whether the hotend (or the bed) is within a degree of its target.
    bool reached(int tool) const;
    bool bed_reached() const;
    double hotend_target(int tool) const;
    double bed_target() const { return bed_.target; }
    bool any_on() const;
    // "T:21.30 /0.00 B:21.30 /0.00 @:0 B@:0", with T0, T1 if there are several.
    std::string report(int tool) const;

  private:
    struct One {
        double celsius = 21.3, target = 0.0, heating_per_s = 6.0;
    };
    static void advance(One& one, double seconds);

    std::vector<One> hotends_;
    One bed_{.heating_per_s = 1.5};
    base::HostTime time_{};
};

}  // namespace escapement::client::marlin_sim
