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

TEST(AccelerometerSections, some_chips_are_on_either_bus) {
    OfflinePrinter printer(
        "[lis2dw]\ncs_pin: PC0\n[lis3dh e]\n[bmi160 bed]\n"
        "cs_pin: PC1\n[bmi160 head]\n");

    EXPECT_EQ(printer.problems(), "");
    const auto lis = printer.sent("config_lis2dw");
    ASSERT_EQ(lis.size(), 2U);
    EXPECT_TRUE(lis[0].ends_with("bus_oid_type=spi lis_chip_type=LIS2DW") ||
                lis[0].ends_with("bus_oid_type=0 lis_chip_type=0"))
        << lis[0];
    EXPECT_TRUE(lis[1].ends_with("bus_oid_type=i2c lis_chip_type=LIS3DH") ||
                lis[1].ends_with("bus_oid_type=1 lis_chip_type=1"))
        << lis[1];
    EXPECT_EQ(printer.sent("config_bmi160").size(), 2U);
    const auto buses = printer.sent("i2c_set_bus");
    ASSERT_EQ(buses.size(), 2U);
    EXPECT_TRUE(buses[0].ends_with("rate=400000 address=25")) << buses[0];
    EXPECT_TRUE(buses[1].ends_with("rate=400000 address=105")) << buses[1];
}

TEST(AccelerometerSections, others_are_on_i2c) {
    OfflinePrinter printer("[mpu9250]\n[icm20948 x]\ni2c_address: 105\n");

    EXPECT_EQ(printer.problems(), "");
    EXPECT_EQ(printer.sent("config_mpu9250").size(), 1U);
    EXPECT_EQ(printer.sent("config_icm20948").size(), 1U);
    const auto buses = printer.sent("i2c_set_bus");
    ASSERT_EQ(buses.size(), 2U);
    EXPECT_TRUE(buses[0].ends_with("rate=400000 address=104")) << buses[0];
    EXPECT_TRUE(buses[1].ends_with("rate=400000 address=105")) << buses[1];
}

TEST(AccelerometerSections, others_have_a_single_rate) {
    OfflinePrinter printer("[mpu9250]\nrate: 1000\n");

    EXPECT_NE(printer.problems().find("rate: Invalid rate parameter: 1000; must be 4000"),
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
