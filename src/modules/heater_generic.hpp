// Heaters beside nozzle and bed: a chamber, a dryer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "modules/sensor_kinds.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/heater_config.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

// [heater_generic NAME], commanded by SET_HEATER_TEMPERATURE.
class HeaterGeneric {
  public:
    struct Config : printer::HeaterConfig {
        printer::SectionName section;
        std::string gcode_id;
    };
    using Status = printer::HeaterStatus;
    static void describe(printer::Description<HeaterGeneric>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    HeaterGeneric(const Config& config, printer::Context& context);

    Status status() const { return heater_.status(); }

  private:
    printer::Heater& heater_;
};

}  // namespace escapement::modules
