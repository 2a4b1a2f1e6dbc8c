// Tests of sensors on I2C buses: what boards are told.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/i2c_thermometers.hpp"

#include <gtest/gtest.h>

#include "modules/testing_printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

const std::string i2c_section = "[temperature_sensor s]\nmin_temp: 0\nmax_temp: 100\n";

TEST(I2cThermometers, are_configured_with_their_usual_addresses) {
    for (const auto& [type, address] : std::vector<std::pair<std::string, std::string>>{
             {"LM75", "72"}, {"SHT3X", "68"}, {"AHT2X", "56"}, {"HTU21D", "64"}}) {
        OfflinePrinter printer(i2c_section + "sensor_type: " + type + "\n");
        EXPECT_EQ(printer.problems(), "");
        EXPECT_TRUE(printer.sent("i2c_set_bus").back().ends_with("address=" + address)) << type;
    }
}

TEST(I2cThermometers, their_board_must_be_there) {
    OfflinePrinter printer(i2c_section + "sensor_type: LM75\ni2c_mcu: toolboard\n");

    EXPECT_NE(printer.problems().find("i2c_mcu: Unknown mcu 'toolboard'"), std::string::npos)
        << printer.problems();
}

}  // namespace
}  // namespace escapement::modules
