// Tests of the temperatures of microcontrollers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/board_thermometer.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(BoardThermometer, reads_the_sensor_of_the_chip) {
    // The board of tests has no such sensor.
    OfflinePrinter printer("[temperature_sensor s]\nsensor_type: temperature_mcu\n");

    EXPECT_NE(printer.problems().find("[temperature_sensor s] sensor_type: pin 'ADC_TEMPERATURE' "
                                      "is not known to mcu 'mcu'"),
              std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
