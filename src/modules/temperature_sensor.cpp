// The temperatures that were measured, and their extremes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/temperature_sensor.hpp"

#include <algorithm>
#include <string_view>

#include "base/text.hpp"
#include "mcu/mcu.hpp"
#include "modules/heaters.hpp"
#include "modules/rounding.hpp"
#include "modules/sensor_kinds.hpp"
#include "printer/mcus.hpp"

namespace escapement::modules {
namespace {

// The name of the board that the sensor is connected to; of one that is on none, any.
std::string board_of(const printer::ThermometerConfig& config) {
    if (!config.sensor_pin) return config.sensor_mcu.value_or(config.i2c_mcu);
    const std::string_view pin = base::trim(config.sensor_pin->text);
    const auto colon = pin.find(':');
    if (colon == std::string_view::npos) return "mcu";
    const auto begin = pin.find_first_not_of("^~! ");
    return std::string(base::trim(pin.substr(begin, colon - begin)));
}

}  // namespace

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

TemperatureSensor::TemperatureSensor(const Config& config, printer::Context& context)
    : board_(context.mcus.find(board_of(config))) {
    context.modules.the<Heaters>().add_sensor(
        {config,
         config.section,
         {config.min_temp, config.max_temp},
         [this](base::PrintTime, double celsius) { take(celsius); }},
        config.gcode_id,
        [this] {
            return Heaters::Reading{temperature(), 0.0};
        });
}

// Zero while its board is absent, as before the first measurement.
double TemperatureSensor::temperature() const {
    return board_ && board_->absent() ? 0.0 : measured_.temperature;
}

void TemperatureSensor::take(double celsius) {
    measured_.temperature = celsius;
    if (celsius == 0.0) return;
    measured_.measured_min_temp = std::min(measured_.measured_min_temp, celsius);
    measured_.measured_max_temp = std::max(measured_.measured_max_temp, celsius);
}

TemperatureSensor::Status TemperatureSensor::status() const {
    return {.temperature = hundredths(temperature()),
            .measured_min_temp = hundredths(measured_.measured_min_temp),
            .measured_max_temp = hundredths(measured_.measured_max_temp)};
}

}  // namespace escapement::modules
