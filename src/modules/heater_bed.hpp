// The heated bed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "modules/heaters.hpp"
#include "modules/sensor_kinds.hpp"
#include "printer/heater_config.hpp"

namespace escapement::modules {

class HeaterBed {
  public:
    struct Config : printer::HeaterConfig {
        printer::SectionName section;
    };
    using Status = printer::HeaterStatus;
    struct SetTarget {
        double s = 0.0;
    };
    static void describe(printer::Description<HeaterBed>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    HeaterBed(const Config& config, printer::Context& context);

    Status status() const { return heater_.status(); }

  private:
    void set_target(const SetTarget& request);
    runtime::Task<> set_target_and_wait(const SetTarget& request);

    Heaters& heaters_;
    printer::Heater& heater_;
};

}  // namespace escapement::modules
