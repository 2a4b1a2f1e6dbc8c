// Analog inputs that are scaled by measured voltages of the supply and of the ground.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/module.hpp"
#include "printer/options.hpp"
#include "printer/pins.hpp"

namespace escapement::mcu {
class AdcIn;
}

namespace escapement::modules {

// [adc_scaled NAME]: other sections use its pins as NAME:PIN.  Belongs to the main thread.
class AdcScaled {
  public:
    struct Config {
        printer::SectionName section;
        printer::PinName vref_pin;
        printer::PinName vssa_pin;
        base::Seconds smooth_time{2.0};
    };
    static void describe(printer::Description<AdcScaled>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    AdcScaled(const Config& config, printer::Context& context);

  private:
    // A voltage, smoothed over the readings.
    struct Level {
        base::PrintTime when{};
        double value = 0.0;
    };
    mcu::AdcIn& watch(const printer::PinName& pin,
                      const printer::PinUse& use,
                      printer::Context& context,
                      Level& level);
    double scale(double reading) const;

    base::Seconds smooth_time_;
    Level top_, bottom_;
};

}  // namespace escapement::modules
