// The options that every heater and its sensor have, whatever section they stand in.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "printer/description.hpp"
#include "printer/heater.hpp"
#include "printer/options.hpp"

namespace escapement::printer {

// A temperature sensor on an analog pin.
struct ThermometerConfig {
    std::string sensor_type;
    PinName sensor_pin;
    double pullup_resistor = 4700.0;
    double inline_resistor = 0.0;
    double adc_voltage = 5.0;
    double voltage_offset = 0.0;
};

struct HeaterConfig : ThermometerConfig {
    PinName heater_pin;
    double min_temp = 0.0;
    double max_temp = 0.0;
    double min_extrude_temp = 170.0;
    double max_power = 1.0;
    base::Seconds smooth_time{1.0};
    base::Seconds pwm_cycle_time{0.1};
    std::string control;
    double max_delta = 2.0;
    std::optional<double> pid_kp, pid_ki, pid_kd;
};

template <class Module>
concept ModuleWithThermometer = std::derived_from<typename Module::Config, ThermometerConfig>;
template <class Module>
concept ModuleWithHeater = std::derived_from<typename Module::Config, HeaterConfig>;

template <ModuleWithThermometer Module>
void describe_thermometer(Description<Module>& module) {
    module
        .template option<&ThermometerConfig::sensor_type>(
            "Kind of sensor: a common one by its name, or the name of a [thermistor] or "
            "[adc_temperature] section.")
        .required();
    module.template option<&ThermometerConfig::sensor_pin>("Analog input of the sensor.")
        .required()
        .analog();
    module
        .template option<&ThermometerConfig::pullup_resistor>(
            "Resistor between the pin and the supply, in ohm.")
        .above(0.0);
    module
        .template option<&ThermometerConfig::inline_resistor>(
            "Resistor in line with a thermistor, in ohm.")
        .at_least(0.0);
    module
        .template option<&ThermometerConfig::adc_voltage>(
            "Voltage at which the converter reads full scale; amplifiers only.")
        .above(0.0);
    module.template option<&ThermometerConfig::voltage_offset>(
        "Voltage that the amplifier adds; amplifiers only.");
}

template <ModuleWithHeater Module>
void describe_pid(Description<Module>& module) {
    module
        .template option<&HeaterConfig::max_delta>(
            "Degrees below and above the target at which control 'watermark' switches.")
        .above(0.0);
    module.template option<&HeaterConfig::pid_kp>("Proportional gain of control 'pid'.");
    module.template option<&HeaterConfig::pid_ki>("Integral gain of control 'pid'.");
    module.template option<&HeaterConfig::pid_kd>("Derivative gain of control 'pid'.");
}

template <ModuleWithHeater Module>
void describe_heater(Description<Module>& module) {
    using base::Seconds;
    describe_thermometer(module);
    module.template option<&HeaterConfig::heater_pin>("Output that switches the heater.")
        .required()
        .output();
    module
        .template option<&HeaterConfig::min_temp>(
            "Lowest temperature that is believed, in degrees Celsius; below it the board stops.")
        .required()
        .at_least(-273.15);
    module
        .template option<&HeaterConfig::max_temp>(
            "Highest temperature that is allowed; above it the board stops.")
        .required();
    module.template option<&HeaterConfig::min_extrude_temp>(
        "Temperature below which no filament is pushed.");
    module.template option<&HeaterConfig::max_power>("Largest duty cycle of the output.")
        .above(0.0)
        .at_most(1.0);
    module.template option<&HeaterConfig::smooth_time>("Time over which readings are smoothed.")
        .above(Seconds{0.0});
    module.template option<&HeaterConfig::pwm_cycle_time>("Length of one cycle of the output.")
        .above(Seconds{0.0})
        .at_most(Seconds{0.3});
    module.template option<&HeaterConfig::control>("How the heater is controlled.")
        .required()
        .choices({"watermark", "pid"});
    describe_pid(module);
}

template <class Module>
requires std::derived_from<typename Module::Status, HeaterStatus>
void describe_heater_status(Description<Module>& module) {
    module.template status<&HeaterStatus::temperature>("Smoothed, in degrees Celsius.");
    module.template status<&HeaterStatus::target>("Wanted; 0 when off.");
    module.template status<&HeaterStatus::power>("Duty cycle of the output, 0 to 1.");
}

}  // namespace escapement::printer
