// SensorOptions of sensors, and their options.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/sensor_kinds.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/names.hpp"
#include "chips/named_sensors.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {
namespace {

using printer::Complaints;
using printer::ThermometerConfig;

struct NamedKind {
    std::string_view name;
    SensorKind kind;
};
constexpr std::array<NamedKind, 19> named_kinds{{{"MAX6675", SensorKind::max6675},
                                                 {"MAX31855", SensorKind::max6675},
                                                 {"MAX31856", SensorKind::max31856},
                                                 {"MAX31865", SensorKind::max31865},
                                                 {"temperature_mcu", SensorKind::board},
                                                 {"temperature_host", SensorKind::host},
                                                 {"temperature_combined", SensorKind::combined},
                                                 {"DS18B20", SensorKind::one_wire},
                                                 {"LM75", SensorKind::lm75},
                                                 {"SHT3X", SensorKind::sht3x},
                                                 {"AHT10", SensorKind::aht},
                                                 {"AHT1X", SensorKind::aht},
                                                 {"AHT2X", SensorKind::aht},
                                                 {"AHT3X", SensorKind::aht},
                                                 {"HTU21D", SensorKind::htu21d},
                                                 {"SHT21", SensorKind::htu21d},
                                                 {"SI7013", SensorKind::htu21d},
                                                 {"SI7020", SensorKind::htu21d},
                                                 {"SI7021", SensorKind::htu21d}}};

using SensorOptions = std::vector<std::string_view>;

SensorOptions spi_options(SensorOptions own) {
    own.insert(own.end(),
               {"sensor_pin",
                "spi_speed",
                "spi_bus",
                "spi_software_sclk_pin",
                "spi_software_mosi_pin",
                "spi_software_miso_pin"});
    return own;
}

SensorOptions i2c_options(SensorOptions own) {
    own.insert(own.end(),
               {"i2c_mcu",
                "i2c_address",
                "i2c_speed",
                "i2c_bus",
                "i2c_software_scl_pin",
                "i2c_software_sda_pin"});
    return own;
}

// Beside sensor_type.
SensorOptions options_of(SensorKind kind) {
    switch (kind) {
        case SensorKind::thermistor:
            return {"sensor_pin", "pullup_resistor", "inline_resistor"};
        case SensorKind::resistances:
            return {"sensor_pin", "pullup_resistor"};
        case SensorKind::voltages:
            return {"sensor_pin", "adc_voltage", "voltage_offset"};
        case SensorKind::max6675:
            return spi_options({});
        case SensorKind::max31856:
            return spi_options({"tc_type", "tc_use_50hz_filter", "tc_averaging_count"});
        case SensorKind::max31865:
            return spi_options(
                {"rtd_nominal_r", "rtd_reference_r", "rtd_num_of_wires", "rtd_use_50hz_filter"});
        case SensorKind::board:
            return {"sensor_mcu",
                    "sensor_temperature1",
                    "sensor_adc1",
                    "sensor_temperature2",
                    "sensor_adc2"};
        case SensorKind::host:
            return {"sensor_path"};
        case SensorKind::one_wire:
            return {"serial_no", "ds18_report_time", "sensor_mcu"};
        case SensorKind::combined:
            return {"sensor_list", "maximum_deviation", "combination_method"};
        case SensorKind::lm75:
            return i2c_options({"lm75_report_time"});
        case SensorKind::sht3x:
            return i2c_options({"sht3x_report_time"});
        case SensorKind::aht:
            return i2c_options({"aht10_report_time"});
        case SensorKind::htu21d:
            return i2c_options({"htu21d_report_time", "htu21d_hold_master", "htu21d_resolution"});
    }
    return {};
}

SensorOptions all_sensor_options() {
    SensorOptions all;
    for (int kind = 0; kind <= static_cast<int>(SensorKind::htu21d); ++kind)
        for (const auto name : options_of(static_cast<SensorKind>(kind))) all.push_back(name);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

SensorOptions options_of_others(SensorKind kind) {
    const auto own = options_of(kind);
    auto others = all_sensor_options();
    std::erase_if(others, [&](std::string_view option) {
        return std::find(own.begin(), own.end(), option) != own.end();
    });
    return others;
}

SensorOptions required_options(SensorKind kind) {
    if (kind <= SensorKind::max31865) return {"sensor_pin"};
    if (kind == SensorKind::one_wire) return {"serial_no", "sensor_mcu"};
    if (kind == SensorKind::combined)
        return {"sensor_list", "maximum_deviation", "combination_method"};
    return {};
}

std::vector<std::string> sensor_names(const config::Document& config) {
    auto names = chips::named_sensors();
    for (const auto& named : named_kinds) names.emplace_back(named.name);
    for (const auto& section : config.sections())
        if (section.type() == "thermistor" || section.type() == "adc_temperature")
            names.emplace_back(section.title());
    return names;
}

SensorKind kind_of(const chips::AnalogModel& model) {
    if (std::holds_alternative<chips::Thermistor>(model)) return SensorKind::thermistor;
    return std::holds_alternative<chips::VoltageTable>(model) ? SensorKind::voltages
                                                              : SensorKind::resistances;
}

void check_board(const ThermometerConfig& config, Complaints& complaints) {
    if (config.sensor_mcu) {
        const auto boards = complaints.pins().boards();
        if (std::find(boards.begin(), boards.end(), *config.sensor_mcu) == boards.end())
            complaints.add("sensor_mcu",
                           "Unknown mcu '" + *config.sensor_mcu + "'" +
                               base::did_you_mean(*config.sensor_mcu, boards));
    }
    if (config.sensor_temperature1)
        complaints.require("sensor_adc1", ", as sensor_temperature1 is");
    if (config.sensor_temperature2)
        complaints.require("sensor_adc2", ", as sensor_temperature2 is");
    if (config.sensor_temperature2 && !config.sensor_temperature1)
        complaints.require("sensor_temperature1", ", as sensor_temperature2 is");
    complaints.attempt({"sensor_adc1", "sensor_adc2"}, [&] {
        if (config.sensor_adc1 && config.sensor_adc2 && *config.sensor_adc1 == *config.sensor_adc2)
            throw complaints.section().error("sensor_adc2", "must differ from sensor_adc1");
    });
}

void check_values(const ThermometerConfig& config, SensorKind kind, Complaints& complaints) {
    constexpr std::array<int, 5> sample_counts{1, 2, 4, 8, 16};
    if (kind == SensorKind::max31856 &&
        std::find(sample_counts.begin(), sample_counts.end(), config.tc_averaging_count) ==
            sample_counts.end())
        complaints.add("tc_averaging_count", "must be 1, 2, 4, 8 or 16");
    if (kind == SensorKind::board || kind == SensorKind::one_wire) check_board(config, complaints);
    if (kind == SensorKind::combined && config.sensor_list.empty() &&
        complaints.none_about({"sensor_list"}))
        complaints.add("sensor_list", "must name at least one sensor");
    if (kind == SensorKind::combined)
        for (const auto& name : config.sensor_list) complaints.require_section("sensor_list", name);
    const bool spi =
        kind == SensorKind::max6675 || kind == SensorKind::max31856 || kind == SensorKind::max31865;
    if (spi) printer::check_spi_bus(complaints);
    if (kind >= SensorKind::lm75) printer::check_i2c_bus(config, complaints);
}

}  // namespace

std::optional<SensorKind> find_sensor_kind(const std::string& type,
                                           const config::Document& config) {
    if (config.find("thermistor " + type)) return SensorKind::thermistor;
    if (const auto* table = config.find("adc_temperature " + type))
        return table->keys("voltage").empty() ? SensorKind::resistances : SensorKind::voltages;
    if (const auto named = chips::find_named_sensor(type)) return kind_of(*named);
    for (const auto& named : named_kinds)
        if (named.name == type) return named.kind;
    return std::nullopt;
}

void check_sensor(const ThermometerConfig& config, Complaints& complaints) {
    if (!complaints.none_about({"sensor_type"})) return;
    const auto& type = config.sensor_type;
    const auto kind = find_sensor_kind(type, complaints.config());
    if (!kind && type == "BME280")
        return complaints.add("sensor_type", "BME280 and its kin are not supported yet");
    if (!kind)
        return complaints.add("sensor_type",
                              "Unknown temperature sensor '" + type + "'" +
                                  base::did_you_mean(type, sensor_names(complaints.config())));
    for (const auto option : options_of_others(*kind))
        if (complaints.section().gives(option))
            complaints.add(option, "means nothing for a '" + type + "'; remove it");
    for (const auto option : required_options(*kind)) complaints.require(option);
    check_values(config, *kind, complaints);
}

std::vector<std::string> unused_options(const ThermometerConfig& config,
                                        const Complaints& complaints) {
    const auto kind = find_sensor_kind(config.sensor_type, complaints.config());
    if (!kind) return {};
    const auto others = options_of_others(*kind);
    return {others.begin(), others.end()};
}

std::vector<std::string> unused_options(const printer::HeaterConfig& config,
                                        const Complaints& complaints) {
    auto unused = unused_options(static_cast<const ThermometerConfig&>(config), complaints);
    if (config.control == "pid") unused.push_back("max_delta");
    return unused;
}

}  // namespace escapement::modules
