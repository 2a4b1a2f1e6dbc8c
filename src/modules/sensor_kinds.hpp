// The kinds of temperature sensors, and which options each of them has.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/document.hpp"
#include "printer/complaints.hpp"
#include "printer/heater_config.hpp"

namespace escapement::modules {

enum class SensorKind {
    thermistor,   // of a pin: by its resistance
    resistances,  // the same, by a table
    voltages,     // of a pin: by an amplifier's voltage
    max6675,      // MAX6675 and MAX31855, over SPI
    max31856,
    max31865,
    board,     // temperature_mcu
    host,      // temperature_host
    one_wire,  // DS18B20
    combined,  // temperature_combined
    lm75,      // these over I2C
    sht3x,
    aht,
    htu21d,
};

// Of a sensor by its name, whether or not its section makes sense; nothing if nobody has it.
std::optional<SensorKind> find_sensor_kind(const std::string& type, const config::Document& config);

// Complains about a sensor that is not known, and about options that it has and should not have,
// or should have and has not.
void check_sensor(const printer::ThermometerConfig& config, printer::Complaints& complaints);

// The options of other kinds of sensors.
std::vector<std::string> unused_options(const printer::ThermometerConfig& config,
                                        const printer::Complaints& complaints);
// The same of a heater, and those of other kinds of control.
std::vector<std::string> unused_options(const printer::HeaterConfig& config,
                                        const printer::Complaints& complaints);

}  // namespace escapement::modules
