// Tests of DS18B20 sensors: what boards are told.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/one_wire_thermometer.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string wire_section = "[temperature_sensor s]\nmin_temp: 0\nmax_temp: 100\n";

TEST(OneWireThermometer, is_read_by_the_board) {
    OfflinePrinter printer(wire_section +
                           "sensor_type: DS18B20\nserial_no: 28-031674b175ff\nsensor_mcu: mcu\n");

    EXPECT_NE(printer.sent("config_ds18b20").back().find("max_error_count=4"), std::string::npos);
    EXPECT_NE(printer.sent("query_ds18b20")
                  .back()
                  .find("rest_ticks=3000000 min_value=0 max_value=100000"),
              std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
