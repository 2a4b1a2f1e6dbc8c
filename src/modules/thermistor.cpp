// Reading the measured points of self-described sensors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/thermistor.hpp"

#include <string>

#include "config/expression.hpp"

namespace escapement::modules {
namespace {

using printer::SectionName;

template <class T>
T or_config_error(base::Result<T> result, const SectionName& section) {
    if (!result) throw section.error("", result.error().what);
    return std::move(*result);
}

double given(const std::optional<double>& value, const char* option, const SectionName& section) {
    if (!value)
        throw section.error(option,
                            "must be specified (a thermistor needs three points, or one and beta)");
    return *value;
}

chips::Thermistor make_thermistor(const CustomThermistor::Config& config) {
    const chips::ThermistorPoint first{config.temperature1, config.resistance1};
    if (config.beta)
        return or_config_error(chips::Thermistor::from_beta(first, *config.beta), config.section);
    const auto& section = config.section;
    return or_config_error(
        chips::Thermistor::from_points({first,
                                        {given(config.temperature2, "temperature2", section),
                                         given(config.resistance2, "resistance2", section)},
                                        {given(config.temperature3, "temperature3", section),
                                         given(config.resistance3, "resistance3", section)}}),
        section);
}

struct Row {
    double celsius;
    double reading;
};

std::optional<double> find_number(const CustomAdcTemperature::Rows& rows,
                                  const std::string& option,
                                  const SectionName& section) {
    for (const auto& [name, text] : rows) {
        if (name != option) continue;
        const auto number = config::compute_number(text);
        if (number) return *number;
        throw section.error(option, number.error().what);
    }
    return std::nullopt;
}

// temperature1 and voltage1, temperature2 and voltage2, ... as far as they go.
std::vector<Row> read_rows(const CustomAdcTemperature::Config& config,
                           const CustomAdcTemperature::Rows& readings,
                           const std::string& kind) {
    std::vector<Row> rows;
    for (std::size_t i = 1; i <= config.temperature.size(); ++i) {
        const auto number = std::to_string(i);
        const auto celsius =
            find_number(config.temperature, "temperature" + number, config.section);
        if (!celsius) break;
        const auto reading = find_number(readings, kind + number, config.section);
        if (!reading)
            throw config.section.error(kind + number,
                                       "must be specified, as temperature" + number + " is");
        rows.push_back({*celsius, *reading});
    }
    const auto least = std::size_t{2};
    if (rows.size() < least || rows.size() < config.temperature.size())
        throw config.section.error(
            "",
            "needs temperature1, temperature2 and so on without a gap, each with its voltage or "
            "resistance");
    return rows;
}

chips::AnalogModel make_table(const CustomAdcTemperature::Config& config) {
    if (config.resistance.empty()) {
        chips::VoltageTable table;
        for (const auto& [celsius, volt] : read_rows(config, config.voltage, "voltage"))
            table.rows.push_back({celsius, volt});
        return table;
    }
    if (!config.voltage.empty())
        throw config.section.error("",
                                   "has voltages and resistances; only one of them makes sense");
    chips::ResistanceTable table;
    for (const auto& [celsius, ohm] : read_rows(config, config.resistance, "resistance"))
        table.rows.push_back({celsius, ohm});
    return table;
}

}  // namespace

void CustomThermistor::describe(printer::Description<CustomThermistor>& module) {
    module.section("thermistor")
        .named()
        .doc("A thermistor by measured points, to be named as a sensor_type.");

    module.option<&Config::temperature1>("A temperature, in degrees Celsius.")
        .unit("C")
        .required()
        .at_least(chips::absolute_zero_celsius);
    module.option<&Config::resistance1>("The resistance at it, in ohm.")
        .unit("ohm")
        .required()
        .at_least(0.0);
    module.option<&Config::temperature2>("A second temperature.")
        .unit("C")
        .at_least(chips::absolute_zero_celsius);
    module.option<&Config::resistance2>("The resistance at it.").unit("ohm").at_least(0.0);
    module.option<&Config::temperature3>("A third temperature.")
        .unit("C")
        .at_least(chips::absolute_zero_celsius);
    module.option<&Config::resistance3>("The resistance at it.").unit("ohm").at_least(0.0);
    module.option<&Config::beta>("Beta in kelvin, instead of the second and third point.")
        .above(0.0);
}

CustomThermistor::CustomThermistor(const Config& config, printer::Context&)
    : model_(make_thermistor(config)) {}

void CustomAdcTemperature::describe(printer::Description<CustomAdcTemperature>& module) {
    module.section("adc_temperature")
        .named()
        .doc("A sensor by measured voltages or resistances, to be named as a sensor_type.");

    module.family<&Config::temperature>("temperature", "<n>", "Temperatures, numbered from 1.")
        .numbers();
    module.family<&Config::voltage>("voltage", "<n>", "The amplifier's voltage at each of them.")
        .numbers();
    module.family<&Config::resistance>("resistance", "<n>", "Or the sensor's resistance, in ohm.")
        .numbers();
}

CustomAdcTemperature::CustomAdcTemperature(const Config& config, printer::Context&)
    : model_(make_table(config)) {}

}  // namespace escapement::modules
