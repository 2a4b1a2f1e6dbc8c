// Tests of fans that follow a sensor.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/temperature_fan.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string section =
    "[temperature_fan case]\npin: PC0\nsensor_type: Generic 3950\nsensor_pin: PC1\nmin_temp: 0\n"
    "max_temp: 80\n";

TEST(TemperatureFan, begins_with_the_target_of_its_configuration) {
    OfflinePrinter printer(section + "control: watermark\ntarget_temp: 45\n");

    EXPECT_EQ(printer.status("temperature_fan case", "target"), "45.0");
    EXPECT_EQ(printer.status("temperature_fan case", "temperature"), "0.0");
    EXPECT_EQ(printer.status("temperature_fan case", "speed"), "0.0");
}

TEST(TemperatureFan, takes_other_targets) {
    OfflinePrinter printer(section + "control: watermark\n");

    printer.run("SET_TEMPERATURE_FAN_TARGET TEMPERATURE_FAN=case TARGET=30 MIN_SPEED=0.1");
    EXPECT_EQ(printer.status("temperature_fan case", "target"), "30.0");
    printer.run("SET_TEMPERATURE_FAN_TARGET TEMPERATURE_FAN=case");
    EXPECT_EQ(printer.status("temperature_fan case", "target"), "40.0");
}

TEST(TemperatureFan, refuses_what_cannot_be) {
    OfflinePrinter printer(section + "control: watermark\n");
    const std::string set = "SET_TEMPERATURE_FAN_TARGET TEMPERATURE_FAN=case ";

    EXPECT_EQ(printer.failure(set + "TARGET=90"),
              "Requested temperature (90.0) out of range (0.0:80.0)");
    EXPECT_EQ(printer.failure(set + "MIN_SPEED=0.8 MAX_SPEED=0.5"),
              "Requested min speed (0.8) is greater than max speed (0.5)");
    EXPECT_EQ(printer.failure(set + "MAX_SPEED=1.5"),
              "Requested max speed (1.5) out of range (0.0 : 1.0)");
    EXPECT_EQ(printer.failure(set + "MIN_SPEED=-0.5"),
              "Requested min speed (-0.5) out of range (0.0 : 1.0)");
}

TEST(TemperatureFan, its_options_must_fit_together) {
    OfflinePrinter printer(section + "control: pid\npid_kp: 1\npid_ki: 2\ntarget_temp: 90\n");

    const auto& problems = printer.problems();
    EXPECT_NE(problems.find("[temperature_fan case] pid_kd: must be specified for control 'pid'"),
              std::string::npos)
        << problems;
    EXPECT_NE(
        problems.find("[temperature_fan case] target_temp: must be between min_temp and max_temp"),
        std::string::npos)
        << problems;
}

}  // namespace
}  // namespace escapement::modules
