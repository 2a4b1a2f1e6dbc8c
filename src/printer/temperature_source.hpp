// What measures a temperature, whatever it is.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "base/time.hpp"

namespace escapement::printer {

// Temperatures that are believed, in degrees Celsius; the printer stops outside of them.
struct TemperatureRange {
    double lowest = 0.0;
    double highest = 0.0;
};

// Gets each measurement, in degrees Celsius, and when it was made; they come in order.
using TemperatureListener = std::function<void(base::PrintTime when, double celsius)>;

// Measures for as long as it lives.  Belongs to the main thread.
class TemperatureSource {
  public:
    virtual ~TemperatureSource() = default;
    virtual base::Seconds report_interval() const = 0;
    // Measurements outside of the range stop the printer only after so long in a row; until then
    // listeners get them, no number for a failure.  Until the boards are configured.
    virtual void bear_excursions(base::Seconds /*time*/) {}
    // Why a board may have stopped: "temperature 300.2 not in range 0.0:270.0"; empty when the
    // last measurement was within the range.
    virtual std::string complaint() const { return {}; }
};

}  // namespace escapement::printer
