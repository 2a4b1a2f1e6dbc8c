// The sections of accelerometers, one for each kind of chip.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/accelerometer.hpp"
#include "printer/bus_config.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// [adxl345] and [adxl345 my_name].  Belongs to the main thread.
class Adxl345 {
  public:
    struct Config : printer::SpiBusConfig {
        Config() { spi_speed = 5000000; }
        printer::SectionName section;
        printer::PinName cs_pin;
        int rate = 3200;
        std::vector<std::string> axes_map{"x", "y", "z"};
    };
    static void describe(printer::Description<Adxl345>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Adxl345(const Config& config, printer::Context& context);

  private:
    Accelerometer chip_;
};

}  // namespace escapement::modules
