// The options that every heater and its sensor have, whatever section they stand in.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "printer/bus_config.hpp"
#include "printer/description.hpp"
#include "printer/heater.hpp"
#include "printer/options.hpp"

namespace escapement::printer {

// A temperature sensor of any kind; which options it has depends on the kind.
struct ThermometerConfig : SpiBusConfig, I2cBusConfig {
    ThermometerConfig() { spi_speed = 4000000; }
    std::string sensor_type;
    // Of analog sensors, and of chips on an SPI bus (there it selects the chip).
    std::optional<PinName> sensor_pin;
    double pullup_resistor = 4700.0;
    double inline_resistor = 0.0;
    double adc_voltage = 5.0;
    double voltage_offset = 0.0;
    // Of MAX31856 and MAX31865.
    std::string tc_type = "K";
    bool tc_use_50hz_filter = false;
    int tc_averaging_count = 1;
    double rtd_nominal_r = 100.0;
    double rtd_reference_r = 430.0;
    int rtd_num_of_wires = 2;
    bool rtd_use_50hz_filter = false;
    // Of microcontrollers, of computers, and of a bus of the latter.
    std::optional<std::string> sensor_mcu;
    std::optional<double> sensor_temperature1, sensor_adc1, sensor_temperature2, sensor_adc2;
    std::string sensor_path = "/sys/class/thermal/thermal_zone0/temp";
    std::optional<std::string> serial_no;
    base::Seconds ds18_report_time{3.0};
    // Of other sensors.
    std::vector<std::string> sensor_list;
    std::optional<double> maximum_deviation;
    std::string combination_method;
    // Of chips on an I2C bus.
    base::Seconds lm75_report_time{0.8};
    base::Seconds sht3x_report_time{1.0};
    base::Seconds aht10_report_time{30.0};
    base::Seconds htu21d_report_time{30.0};
    bool htu21d_hold_master = false;
    std::string htu21d_resolution = "TEMP12_HUM08";
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
void describe_analog_sensor(Description<Module>& module) {
    using Config = ThermometerConfig;
    module
        .template option<&Config::sensor_pin>(
            "Analog input of the sensor; of a chip on an SPI bus, the output that selects it.")
        .analog();
    module
        .template option<&Config::pullup_resistor>(
            "Resistor between the pin and the supply, in ohm.")
        .unit("ohm")
        .above(0.0);
    module.template option<&Config::inline_resistor>("Resistor in line with a thermistor, in ohm.")
        .unit("ohm")
        .at_least(0.0);
    module
        .template option<&Config::adc_voltage>(
            "Voltage at which the converter reads full scale; amplifiers only.")
        .unit("V")
        .above(0.0);
    module
        .template option<&Config::voltage_offset>(
            "Voltage that the amplifier adds; amplifiers only.")
        .unit("V");
}

template <ModuleWithThermometer Module>
void describe_spi_sensor(Description<Module>& module) {
    using Config = ThermometerConfig;
    describe_spi_bus(module);
    module.template option<&Config::tc_type>("MAX31856: kind of thermocouple.")
        .choices({"B", "E", "J", "K", "N", "R", "S", "T"});
    module.template option<&Config::tc_use_50hz_filter>("MAX31856: the mains have 50 Hz, not 60.");
    module.template option<&Config::tc_averaging_count>(
        "MAX31856: samples for each reading: 1, 2, 4, 8 or 16.");
    module.template option<&Config::rtd_nominal_r>("MAX31865: resistance at 0 degrees, in ohm.")
        .above(0.0);
    module.template option<&Config::rtd_reference_r>("MAX31865: the reference, in ohm.").above(0.0);
    module.template option<&Config::rtd_num_of_wires>("MAX31865: wires of the sensor, 2, 3 or 4.");
    module.template option<&Config::rtd_use_50hz_filter>("MAX31865: the mains have 50 Hz, not 60.");
}

template <ModuleWithThermometer Module>
void describe_computed_sensor(Description<Module>& module) {
    using Config = ThermometerConfig;
    module.template option<&Config::sensor_mcu>(
        "temperature_mcu, DS18B20: the microcontroller; mcu for the former if not given.");
    module.template option<&Config::sensor_temperature1>(
        "temperature_mcu: a measured temperature, in degrees Celsius.");
    module.template option<&Config::sensor_adc1>("temperature_mcu: the reading at it, 0 to 1.")
        .at_least(0.0)
        .at_most(1.0);
    module.template option<&Config::sensor_temperature2>("temperature_mcu: a second one.");
    module.template option<&Config::sensor_adc2>("temperature_mcu: the reading at that, 0 to 1.")
        .at_least(0.0)
        .at_most(1.0);
    module.template option<&Config::sensor_path>("temperature_host: the file to read.");
    module.template option<&Config::serial_no>(
        "DS18B20: the sensor's number, as the kernel names it.");
    module.template option<&Config::ds18_report_time>("DS18B20: time between two readings.")
        .at_least(base::Seconds{1.0});
    module.template option<&Config::sensor_list>(
        "temperature_combined: sections of the sensors, with commas between them.");
    module
        .template option<&Config::maximum_deviation>(
            "temperature_combined: degrees by which they may differ before the printer stops.")
        .above(0.0);
    module.template option<&Config::combination_method>("temperature_combined: which value counts.")
        .choices({"min", "max", "mean"});
}

template <ModuleWithThermometer Module>
void describe_i2c_sensor(Description<Module>& module) {
    using Config = ThermometerConfig;
    using base::Seconds;
    describe_i2c_bus(module);
    module.template option<&Config::lm75_report_time>("LM75: time between two readings.")
        .at_least(Seconds{0.5});
    module.template option<&Config::sht3x_report_time>("SHT3X: time between two readings.")
        .at_least(Seconds{1.0});
    module.template option<&Config::aht10_report_time>("AHT10 and its kin: the same.")
        .at_least(Seconds{5.0});
    module.template option<&Config::htu21d_report_time>("HTU21D and its kin: the same.")
        .at_least(Seconds{5.0});
    module.template option<&Config::htu21d_hold_master>(
        "HTU21D and its kin: whether they may stretch the clock while they measure.");
    module.template option<&Config::htu21d_resolution>("HTU21D and its kin: bits of a reading.")
        .choices({"TEMP14_HUM12", "TEMP13_HUM10", "TEMP12_HUM08", "TEMP11_HUM11"});
}

template <ModuleWithThermometer Module>
void describe_thermometer(Description<Module>& module) {
    module
        .template option<&ThermometerConfig::sensor_type>(
            "Kind of sensor: a common one by its name, or the name of a [thermistor] or "
            "[adc_temperature] section.")
        .required();
    describe_analog_sensor(module);
    describe_spi_sensor(module);
    describe_i2c_sensor(module);
    describe_computed_sensor(module);
}

template <ModuleWithHeater Module>
void describe_pid(Description<Module>& module) {
    module
        .template option<&HeaterConfig::max_delta>(
            "Degrees below and above the target at which control 'watermark' switches.")
        .unit("C")
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
        .unit("C")
        .required()
        .at_least(-273.15);
    module
        .template option<&HeaterConfig::max_temp>(
            "Highest temperature that is allowed; above it the board stops.")
        .unit("C")
        .required();
    module
        .template option<&HeaterConfig::min_extrude_temp>(
            "Temperature below which no filament is pushed.")
        .unit("C");
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
