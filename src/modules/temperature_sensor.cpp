// The temperatures that were measured, and their extremes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/temperature_sensor.hpp"

#include <algorithm>

#include "modules/heaters.hpp"
#include "modules/rounding.hpp"
#include "modules/sensor_kinds.hpp"

namespace escapement::modules {

void TemperatureSensor::describe(printer::Description<TemperatureSensor>& module) {
    module.section("temperature_sensor").named().doc("A temperature sensor that only reports.");
    describe_thermometer(module);
    module
        .option<&Config::min_temp>(
            "Lowest temperature that is believed, in degrees Celsius; below it the printer stops.")
        .at_least(chips::absolute_zero_celsius);
    module.option<&Config::max_temp>("Highest temperature that is believed.");
    module.option<&Config::gcode_id>("What M105 calls it; nothing: M105 leaves it out.");

    module.status<&Status::temperature>("In degrees Celsius.");
    module.status<&Status::measured_min_temp>("The lowest one so far.");
    module.status<&Status::measured_max_temp>("The highest one so far.");
}

void TemperatureSensor::check(const Config& config, printer::Complaints& complaints) {
    check_sensor(config, complaints);
    complaints.attempt({"min_temp", "max_temp"}, [&] {
        if (config.max_temp <= config.min_temp)
            throw config.section.error("max_temp", "must be above min_temp");
    });
}

TemperatureSensor::TemperatureSensor(const Config& config, printer::Context& context) {
    context.modules.the<Heaters>().add_sensor(
        {config,
         config.section,
         {config.min_temp, config.max_temp},
         [this](base::PrintTime, double celsius) { take(celsius); }},
        config.gcode_id,
        [this] {
            return Heaters::Reading{measured_.temperature, 0.0};
        });
}

void TemperatureSensor::take(double celsius) {
    measured_.temperature = celsius;
    if (celsius == 0.0) return;
    measured_.measured_min_temp = std::min(measured_.measured_min_temp, celsius);
    measured_.measured_max_temp = std::max(measured_.measured_max_temp, celsius);
}

TemperatureSensor::Status TemperatureSensor::status() const {
    return {.temperature = hundredths(measured_.temperature),
            .measured_min_temp = hundredths(measured_.measured_min_temp),
            .measured_max_temp = hundredths(measured_.measured_max_temp)};
}

}  // namespace escapement::modules
