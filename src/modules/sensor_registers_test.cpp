// Claims about registers of sensors on two kinds of buses.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/sensor_registers.hpp"

#include <gtest/gtest.h>

#include "mcu/testing_offline.hpp"

namespace escapement::modules {
namespace {

using mcu::testing::OfflineRig;

wire::Dictionary with_buses() {
    auto builder = mcu::testing::usual_dictionary();
    builder.name("spi_bus", "spi1", 0);
    builder.name("i2c_bus", "i2c1", 0);
    return builder.build();
}

TEST(SensorRegisters, a_write_on_spi_is_the_address_and_the_value) {
    OfflineRig rig(with_buses());
    SensorRegisters registers(*mcu::SpiDevice::make(rig.mcu, {.select = mcu::PinSpec{"PA0"}}));
    ASSERT_TRUE(rig.configure());
    rig.lines();

    auto task = registers.write(0x2d, 0x08);
    task.start();

    EXPECT_TRUE(task.take());
    EXPECT_EQ(registers.bus(), chips::SensorBus::spi);
    EXPECT_EQ(rig.lines(), (std::vector<std::string>{"spi_send oid=0 data=2d08"}));
}

TEST(SensorRegisters, know_their_bus) {
    OfflineRig rig(with_buses());

    const SensorRegisters registers(*mcu::I2cDevice::make(rig.mcu, {.address = 0x68}));

    EXPECT_EQ(registers.bus(), chips::SensorBus::i2c);
    EXPECT_EQ(&registers.mcu(), &rig.mcu);
}

}  // namespace
}  // namespace escapement::modules
