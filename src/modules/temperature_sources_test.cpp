// Tests of choosing a sensor.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/temperature_sources.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(TemperatureSources, heaters_may_have_any_sensor) {
    OfflinePrinter printer(
        "[heater_generic chamber]\nheater_pin: PC0\nsensor_type: MAX31865\nsensor_pin: PC1\n"
        "control: watermark\nmin_temp: 0\nmax_temp: 80\n");

    EXPECT_EQ(printer.problems(), "");
    EXPECT_EQ(printer.sent("config_thermocouple").size(), 1U);
}

}  // namespace
}  // namespace escapement::modules
