// Tests of thermocouple chips: what boards are told.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/spi_thermometer.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string spi_section = "[temperature_sensor s]\nmin_temp: 0\nmax_temp: 100\n";

TEST(SpiThermometer, is_set_up_and_read_by_the_board) {
    OfflinePrinter printer(spi_section + "sensor_type: MAX31856\nsensor_pin: PC0\n");

    EXPECT_EQ(printer.problems(), "");
    EXPECT_TRUE(printer.sent("spi_send").back().ends_with("data=80800303"));
    EXPECT_EQ(printer.sent("spi_set_bus").size(), 1U);
    const auto query = printer.sent("query_thermocouple").back();
    EXPECT_NE(query.find("rest_ticks=300000 min_value=0 max_value=409600 max_invalid_count=3"),
              std::string::npos)
        << query;
}

TEST(SpiThermometer, may_hang_on_a_bus_of_pins) {
    OfflinePrinter printer(spi_section +
                           "sensor_type: MAX31855\nsensor_pin: PC0\nspi_software_sclk_pin: PC1\n"
                           "spi_software_mosi_pin: PC2\nspi_software_miso_pin: PC3\n");

    EXPECT_NE(printer.sent("spi_set_sw_bus").back().find("miso_pin=PC3 mosi_pin=PC2 sclk_pin=PC1"),
              std::string::npos);
}

TEST(SpiThermometer, a_bus_of_pins_needs_all_of_them) {
    OfflinePrinter printer(spi_section +
                           "sensor_type: MAX31855\nsensor_pin: PC0\nspi_software_sclk_pin: PC1\n");

    EXPECT_NE(printer.problems().find(
                  "spi_software_mosi_pin: must be specified, as spi_software_sclk_pin is"),
              std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
