// How long heaters take, as far as that can be known from a configuration.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. A heater warms its mass with its full power, as far as max_power allows, and the mass loses
//    heat to the room.
// 2. Between waits all heaters go on: an extruder warms while the bed is waited for.
// 3. What was seen of a heater counts (printer::ThermalFit).
// 4. Otherwise, where control is "pid", the gains tell how fast the mass warms at full power: a
// relay
//    experiment, from which such gains come, has Ku = Kp / 0.6 and Tu = 2 Kp / Ki, and a mass that
//    follows its heater late oscillates so when it warms by 2 pi / (Tu Ku) degrees a second.
//    (Ziegler and Nichols, 1942; gains are for an output of 0 to 255.)
// 5. Otherwise a heater is taken for a usual one: 50 W for 12 J/K, a bed 300 W for 420 J/K.
#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"
#include "config/document.hpp"
#include "printer/thermal_fit.hpp"
#include "sim/thermal.hpp"

namespace escapement::app {

// Of the heater that a section describes.
sim::ThermalMass::Properties thermal_properties(const config::Section& section,
                                                const printer::ThermalModels& measured);

class HeatForecast {
  public:
    explicit HeatForecast(const config::Document& config,
                          const printer::ThermalModels& measured = {});

    // From now on that heater ("extruder", or the title of its section) has this target.
    void set_target(const std::string& heater, double celsius);
    // Time goes by.
    void pass(base::Seconds time);
    // Time goes by until the heater is at its target; how much that is.  At most an hour.
    base::Seconds wait_for(const std::string& heater);

    double temperature(const std::string& heater);

  private:
    struct Entry {
        std::string name;
        double max_power = 1.0;
        double target = 0.0;
        double hold_duty_per_k = 0.0;  // what keeps it a degree above the room
        sim::ThermalMass mass;
        void steer(base::Seconds now);
    };
    Entry* find(const std::string& heater);

    std::vector<Entry> entries_;
    base::Seconds now_{};
};

}  // namespace escapement::app
