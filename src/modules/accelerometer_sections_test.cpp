// Claims about sections of accelerometers: what boards are told, and what is refused.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/accelerometer_sections.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

TEST(AccelerometerSections, an_adxl345_is_a_chip_on_spi) {
    OfflinePrinter printer("[adxl345]\ncs_pin: PC0\n");

    EXPECT_EQ(printer.problems(), "");
    EXPECT_EQ(printer.sent("config_adxl345").size(), 1U);
    EXPECT_TRUE(printer.sent("spi_set_bus").back().ends_with("mode=3 rate=5000000"));
    EXPECT_TRUE(printer.sent("query_adxl345").empty());
}

TEST(AccelerometerSections, an_adxl345_measures_at_certain_rates) {
    OfflinePrinter printer("[adxl345]\ncs_pin: PC0\nrate: 1000\n");

    EXPECT_NE(printer.problems().find("[adxl345] rate: Invalid rate parameter: 1000; must be one "
                                      "of 25, 50, 100, 200, 400, 800, 1600, 3200"),
              std::string::npos)
        << printer.problems();
}

TEST(AccelerometerSections, axes_maps_are_checked) {
    OfflinePrinter printer("[adxl345]\ncs_pin: PC0\naxes_map: x, y, e\n");

    EXPECT_NE(printer.problems().find(
                  "[adxl345] axes_map: Invalid axes_map parameter; must be three of x, y, z, -x, "
                  "-y and -z, separated by commas"),
              std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
