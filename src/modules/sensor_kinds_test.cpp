// Tests of the options of sensors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/sensor_kinds.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

// What is wrong with a sensor that has these options.
std::string problems(const std::string& options) {
    return OfflinePrinter("[temperature_sensor s]\n" + options).problems();
}

TEST(SensorKinds, analog_sensors_need_a_pin) {
    EXPECT_NE(problems("sensor_type: PT1000\n").find("sensor_pin: must be specified"),
              std::string::npos);
}

TEST(SensorKinds, options_of_other_kinds_are_refused) {
    EXPECT_NE(problems("sensor_type: PT1000\nsensor_pin: PC0\ni2c_address: 4\n")
                  .find("i2c_address: means nothing for a 'PT1000'; remove it"),
              std::string::npos);
    EXPECT_NE(problems("sensor_type: temperature_host\nsensor_pin: PC0\n")
                  .find("sensor_pin: means nothing for a 'temperature_host'; remove it"),
              std::string::npos);
}

TEST(SensorKinds, each_kind_needs_its_own) {
    EXPECT_NE(problems("sensor_type: DS18B20\n").find("serial_no: must be specified"),
              std::string::npos);
    EXPECT_NE(problems("sensor_type: temperature_combined\nsensor_list: extruder\n")
                  .find("maximum_deviation: must be specified"),
              std::string::npos);
    EXPECT_NE(problems("sensor_type: MAX31855\n").find("sensor_pin: must be specified"),
              std::string::npos);
}

TEST(SensorKinds, values_must_make_sense) {
    EXPECT_NE(problems("sensor_type: MAX31856\nsensor_pin: PC0\ntc_averaging_count: 3\n")
                  .find("tc_averaging_count: must be 1, 2, 4, 8 or 16"),
              std::string::npos);
    EXPECT_NE(problems("sensor_type: temperature_mcu\nsensor_mcu: toolboard\n")
                  .find("sensor_mcu: Unknown mcu 'toolboard'"),
              std::string::npos);
    EXPECT_NE(problems("sensor_type: temperature_mcu\nsensor_temperature1: 20\n")
                  .find("sensor_adc1: must be specified, as sensor_temperature1 is"),
              std::string::npos);
    EXPECT_NE(problems("sensor_type: temperature_mcu\nsensor_temperature1: 20\nsensor_adc1: 0.2\n"
                       "sensor_temperature2: 30\nsensor_adc2: 0.2\n")
                  .find("sensor_adc2: must differ from sensor_adc1"),
              std::string::npos);
    EXPECT_NE(problems("sensor_type: temperature_combined\nsensor_list: heater_generic x\n"
                       "maximum_deviation: 5\ncombination_method: max\n")
                  .find("sensor_list: needs a section [heater_generic x]; add one"),
              std::string::npos);
}

TEST(SensorKinds, bme280_is_refused_and_says_so) {
    EXPECT_NE(problems("sensor_type: BME280\n")
                  .find("sensor_type: BME280 and its kin are not supported yet"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
