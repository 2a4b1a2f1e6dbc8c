// An analog temperature sensor on a pin.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "chips/analog_sensor.hpp"
#include "printer/options.hpp"
#include "printer/pins.hpp"

namespace escapement::printer {

// Belongs to the main thread.
class Thermometer {
  public:
    // Temperatures that are believed, in degrees Celsius; the board stops outside of them.
    struct Range {
        double lowest = 0.0;
        double highest = 0.0;
    };
    using Listener = std::function<void(base::PrintTime when, double celsius)>;

    static constexpr base::Seconds sample_time{0.001};
    static constexpr int sample_count = 8;
    static constexpr base::Seconds report_interval{0.3};
    static constexpr int range_check_count = 4;

    // What the pin has to be asked for, for a sensor with that range.
    static AdcOptions adc_options(const chips::AnalogSensor& sensor, const Range& range);

    Thermometer(chips::AnalogSensor sensor, const Range& range, Listener listener);

    // A reading of the pin (0 to 1), begun at `when`.
    void read(base::PrintTime when, double fraction);

    // Why the board may have stopped: "temperature 300.2 not in range 0.0:270.0"; empty when
    // the last reading was within the range.
    std::string complaint() const;

  private:
    chips::AnalogSensor sensor_;
    Range range_;
    Listener listener_;
    std::optional<double> last_celsius_;
};

}  // namespace escapement::printer
