// Choosing sensors and control loops.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/heater_parts.hpp"

#include <vector>

#include "base/names.hpp"
#include "base/text.hpp"
#include "chips/named_sensors.hpp"
#include "modules/thermistor.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

using printer::ConfigError;
using printer::HeaterConfig;
using printer::SectionName;

std::vector<std::string> sensor_names(const printer::Context& context) {
    auto names = chips::named_sensors();
    for (const auto& section : context.config.sections())
        if (section.type() == "thermistor" || section.type() == "adc_temperature")
            names.emplace_back(section.title());
    return names;
}

chips::AnalogModel find_model(const std::string& type,
                              const SectionName& section,
                              const printer::Context& context) {
    if (const auto* custom = context.modules.find<CustomThermistor>("thermistor " + type))
        return custom->model();
    if (const auto* custom = context.modules.find<CustomAdcTemperature>("adc_temperature " + type))
        return custom->model();
    if (const auto named = chips::find_named_sensor(type)) return *named;
    throw ConfigError(section.text() + " sensor_type: Unknown temperature sensor '" + type + "'" +
                      base::did_you_mean(type, sensor_names(context)));
}

bool is_given(const char* option, const SectionName& section, const printer::Context& context) {
    const auto* written = context.config.find(section.full);
    return written && written->find(option);
}

void refuse_options(std::initializer_list<const char*> options,
                    const std::string& why,
                    const SectionName& section,
                    const printer::Context& context) {
    for (const char* option : options)
        if (is_given(option, section, context))
            throw ConfigError(section.text() + " " + option + ": " + why + "; remove it");
}

double gain(const std::optional<double>& value, const char* option, const SectionName& section) {
    if (!value)
        throw ConfigError(section.text() + " " + option +
                          ": must be specified for control 'pid' (PID tuning finds it)");
    return *value;
}

}  // namespace

chips::AnalogSensor make_sensor(const printer::ThermometerConfig& config,
                                const SectionName& section,
                                const printer::Context& context) {
    const auto model = find_model(config.sensor_type, section, context);
    const auto why = "means nothing for a '" + config.sensor_type + "'";
    if (std::holds_alternative<chips::VoltageTable>(model))
        refuse_options({"pullup_resistor"}, why, section, context);
    else
        refuse_options({"adc_voltage", "voltage_offset"}, why, section, context);
    if (!std::holds_alternative<chips::Thermistor>(model))
        refuse_options({"inline_resistor"}, why, section, context);
    auto sensor = chips::AnalogSensor::build(model,
                                             {.pullup_ohm = config.pullup_resistor,
                                              .inline_ohm = config.inline_resistor,
                                              .reference_volt = config.adc_voltage,
                                              .offset_volt = config.voltage_offset});
    if (!sensor) throw ConfigError(section.text() + " sensor_type: " + sensor.error().what);
    return std::move(*sensor);
}

std::unique_ptr<printer::HeaterControl> make_control(const HeaterConfig& config,
                                                     const SectionName& section) {
    if (config.control == "watermark") {
        for (const auto* given : {&config.pid_kp, &config.pid_ki, &config.pid_kd})
            if (*given)
                throw ConfigError(section.text() +
                                  " pid_...: means nothing for control 'watermark'; remove it");
        return std::make_unique<printer::WatermarkControl>(printer::WatermarkControl::Settings{
            .max_power = config.max_power, .max_delta = config.max_delta});
    }
    return std::make_unique<printer::PidControl>(
        printer::PidControl::Settings{.kp = gain(config.pid_kp, "pid_kp", section),
                                      .ki = gain(config.pid_ki, "pid_ki", section),
                                      .kd = gain(config.pid_kd, "pid_kd", section),
                                      .max_power = config.max_power,
                                      .smooth_time = config.smooth_time});
}

void check_temperatures(const HeaterConfig& config,
                        const SectionName& section,
                        const printer::Context& context) {
    const auto number = [](double n) { return base::print_number(n); };
    if (config.max_temp <= config.min_temp)
        throw ConfigError(section.text() + " max_temp: must be above min_temp, which is " +
                          number(config.min_temp) + " (is " + number(config.max_temp) + ")");
    if (!is_given("min_extrude_temp", section, context)) return;
    if (config.min_extrude_temp < config.min_temp || config.min_extrude_temp > config.max_temp)
        throw ConfigError(section.text() + " min_extrude_temp: must be between min_temp (" +
                          number(config.min_temp) + ") and max_temp (" + number(config.max_temp) +
                          "), is " + number(config.min_extrude_temp));
}

}  // namespace escapement::modules
