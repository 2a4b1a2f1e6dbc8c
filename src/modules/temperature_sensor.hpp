// A temperature sensor that only reports.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "chips/thermistor.hpp"
#include "modules/sensor_kinds.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/heater_config.hpp"
#include "printer/module.hpp"

namespace escapement::mcu {
class Mcu;
}

namespace escapement::modules {

// Belongs to the main thread.
class TemperatureSensor {
  public:
    struct Config : printer::ThermometerConfig {
        printer::SectionName section;
        double min_temp = chips::absolute_zero_celsius;
        double max_temp = 99999999.9;
        std::string gcode_id;
    };
    struct Status {
        double temperature = 0.0;
        double measured_min_temp = 99999999.0;
        double measured_max_temp = 0.0;
    };
    static void describe(printer::Description<TemperatureSensor>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    TemperatureSensor(const Config& config, printer::Context& context);

    Status status() const;

  private:
    void take(double celsius);
    double temperature() const;

    const mcu::Mcu* board_;  // nullptr for a sensor that is on none
    Status measured_;
};

}  // namespace escapement::modules
