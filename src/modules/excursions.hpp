// Readings of a sensor that leave its range for a moment, and what is thought of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/time.hpp"
#include "printer/context.hpp"
#include "printer/temperature_source.hpp"

namespace escapement::modules {

// Of one sensor.  Where [error_policy] bears excursions, their readings are not to be used, and
// the policy is told; where it does not, all are as good as they are, and the board or the sensor
// stops the printer.  Belongs to the main thread.
class Excursions {
  public:
    Excursions(std::string section, printer::TemperatureRange range, printer::Context& context)
        : section_(std::move(section)), range_(range), context_(context) {}

    // Whether the reading may be used; no number stands for a sensor that could not be read.
    bool believes(base::PrintTime when, double celsius);

  private:
    void begin(base::PrintTime when, double celsius);
    void end(base::PrintTime when, double celsius);

    std::string section_;
    printer::TemperatureRange range_;
    printer::Context& context_;
    bool out_ = false;
    base::PrintTime since_{};
    std::optional<double> last_believed_;
};

// What remains of the readings for a listener.
printer::TemperatureListener without_excursions(std::string section,
                                                printer::TemperatureRange range,
                                                printer::TemperatureListener listener,
                                                printer::Context& context);

}  // namespace escapement::modules
