// An analog temperature sensor on a pin.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/time.hpp"
#include "chips/analog_sensor.hpp"
#include "printer/options.hpp"
#include "printer/pins.hpp"
#include "printer/temperature_source.hpp"

namespace escapement::printer {

// Belongs to the main thread.
class Thermometer final : public TemperatureSource {
  public:
    using Range = TemperatureRange;
    using Listener = TemperatureListener;

    static constexpr base::Seconds sample_time{0.001};
    static constexpr int sample_count = 8;
    static constexpr base::Seconds usual_interval{0.3};
    static constexpr int range_check_count = 4;

    // What the pin has to be asked for, for a sensor with that range.
    static AdcOptions adc_options(const chips::AnalogSensor& sensor, const Range& range);

    Thermometer(chips::AnalogSensor sensor, const Range& range, Listener listener);

    // A reading of the pin (0 to 1), begun at `when`.
    void read(base::PrintTime when, double fraction);

    base::Seconds report_interval() const override { return usual_interval; }
    std::string complaint() const override;

  private:
    chips::AnalogSensor sensor_;
    Range range_;
    Listener listener_;
    std::optional<double> last_celsius_;
};

}  // namespace escapement::printer
