// Temperature sensors that a configuration describes itself.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "chips/analog_sensor.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

// [thermistor NAME]: three measured points, or one and beta.
class CustomThermistor {
  public:
    struct Config {
        printer::SectionName section;
        double temperature1 = 0.0;
        double resistance1 = 0.0;
        std::optional<double> temperature2, resistance2;
        std::optional<double> temperature3, resistance3;
        std::optional<double> beta;
    };
    static void describe(printer::Description<CustomThermistor>& module);

    CustomThermistor(const Config& config, printer::Context& context);
    const chips::Thermistor& model() const { return model_; }

  private:
    chips::Thermistor model_;
};

// [adc_temperature NAME]: measured voltages of an amplifier or resistances of a sensor.
class CustomAdcTemperature {
  public:
    using Rows = std::vector<std::pair<std::string, std::string>>;
    struct Config {
        printer::SectionName section;
        Rows temperature;
        Rows voltage;
        Rows resistance;
    };
    static void describe(printer::Description<CustomAdcTemperature>& module);

    CustomAdcTemperature(const Config& config, printer::Context& context);
    const chips::AnalogModel& model() const { return model_; }

  private:
    chips::AnalogModel model_;
};

}  // namespace escapement::modules
