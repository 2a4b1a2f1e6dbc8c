// Choosing sensors and control loops.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/heater_parts.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/assert.hpp"
#include "base/names.hpp"
#include "base/text.hpp"
#include "chips/named_sensors.hpp"
#include "modules/sensor_kinds.hpp"
#include "modules/thermistor.hpp"

namespace escapement::modules {
namespace {

using printer::Complaints;
using printer::HeaterConfig;
using printer::SectionName;

void check_gains(const HeaterConfig& config, Complaints& complaints) {
    if (!complaints.none_about({"control"})) return;
    for (const char* option : {"pid_kp", "pid_ki", "pid_kd"})
        if (config.control == "pid")
            complaints.require(option, " for control 'pid' (PID tuning finds it)");
        else if (complaints.section().gives(option))
            complaints.add(option, "means nothing for control 'watermark'; remove it");
}

void check_range(const HeaterConfig& config, const SectionName& section) {
    if (config.max_temp <= config.min_temp)
        throw section.error("max_temp",
                            "must be above min_temp, which is " +
                                base::print_number(config.min_temp) + " (is " +
                                base::print_number(config.max_temp) + ")");
}

void check_extrusion(const HeaterConfig& config, const SectionName& section) {
    if (!section.gives("min_extrude_temp")) return;
    if (config.min_extrude_temp < config.min_temp || config.min_extrude_temp > config.max_temp)
        throw section.error("min_extrude_temp",
                            "must be between min_temp (" + base::print_number(config.min_temp) +
                                ") and max_temp (" + base::print_number(config.max_temp) +
                                "), is " + base::print_number(config.min_extrude_temp));
}

chips::AnalogModel find_model(const std::string& type, const printer::Context& context) {
    if (const auto* custom = context.modules.find<CustomThermistor>("thermistor " + type))
        return custom->model();
    if (const auto* custom = context.modules.find<CustomAdcTemperature>("adc_temperature " + type))
        return custom->model();
    if (const auto named = chips::find_named_sensor(type)) return *named;
    throw printer::MissingModule(type);
}

bool is_heater(const config::Section& section) {
    constexpr std::string_view numbered = "extruder";
    const auto type = section.type();
    if (type == "heater_bed" || type == "heater_generic") return true;
    return type.starts_with(numbered) &&
           type.find_first_not_of("0123456789", numbered.size()) == std::string_view::npos;
}

}  // namespace

void check_heater(const HeaterConfig& config, Complaints& complaints) {
    const auto& section = complaints.section();
    check_sensor(config, complaints);
    check_gains(config, complaints);
    complaints.attempt({"min_temp", "max_temp"}, [&] { check_range(config, section); });
    complaints.attempt({"min_extrude_temp", "min_temp", "max_temp"},
                       [&] { check_extrusion(config, section); });
}

void check_heater_name(const std::string& name, std::string_view option, Complaints& complaints) {
    std::vector<std::string> known;
    for (const auto& section : complaints.config().sections())
        if (is_heater(section))
            known.emplace_back(section.title().empty() ? section.type() : section.title());
    if (std::find(known.begin(), known.end(), name) == known.end())
        complaints.add(option, "Unknown heater '" + name + "'" + base::did_you_mean(name, known));
}

chips::AnalogSensor make_sensor(const printer::ThermometerConfig& config,
                                const SectionName& section,
                                const printer::Context& context) {
    auto sensor = chips::AnalogSensor::build(find_model(config.sensor_type, context),
                                             {.pullup_ohm = config.pullup_resistor,
                                              .inline_ohm = config.inline_resistor,
                                              .reference_volt = config.adc_voltage,
                                              .offset_volt = config.voltage_offset});
    if (!sensor) throw section.error("sensor_type", sensor.error().what);
    return std::move(*sensor);
}

std::unique_ptr<printer::HeaterControl> make_control(const HeaterConfig& config) {
    if (config.control == "watermark")
        return std::make_unique<printer::WatermarkControl>(printer::WatermarkControl::Settings{
            .max_power = config.max_power, .max_delta = config.max_delta});
    ASSERT(config.pid_kp && config.pid_ki && config.pid_kd);
    return std::make_unique<printer::PidControl>(
        printer::PidControl::Settings{.kp = *config.pid_kp,
                                      .ki = *config.pid_ki,
                                      .kd = *config.pid_kd,
                                      .max_power = config.max_power,
                                      .smooth_time = config.smooth_time});
}

}  // namespace escapement::modules
