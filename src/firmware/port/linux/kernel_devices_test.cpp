// Claims about devices of the kernel that this computer does not have.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/kernel_devices.hpp"

#include <gtest/gtest.h>

namespace escapement::firmware::linux_port {
namespace {

constexpr std::uint32_t nowhere = 4'000'000;

TEST(KernelDevices, say_which_is_missing) {
    const Devices devices = kernel_devices();

    EXPECT_EQ(devices.gpio->make_output({nowhere, 0}, true), Reason::gpio_chip_not_found);
    EXPECT_EQ(devices.gpio->make_input({nowhere, 0}, Pull::up), Reason::gpio_chip_not_found);
    EXPECT_EQ(devices.spi->open(nowhere, 0).reason(), Reason::spi_not_opened);
    EXPECT_EQ(devices.i2c->open(nowhere).reason(), Reason::i2c_not_opened);
    EXPECT_EQ(devices.root, "/");
}

TEST(KernelDevices, fail_on_what_was_never_set_up) {
    const Devices devices = kernel_devices();

    EXPECT_FALSE(devices.gpio->write({nowhere, 0}, true));
    EXPECT_FALSE(devices.gpio->read({nowhere, 0}));
    EXPECT_EQ(devices.spi->set_mode(-1, 0, 1000), Reason::spi_speed);
    std::array<std::uint8_t, 1> data{};
    EXPECT_FALSE(devices.spi->exchange(-1, 1000, data));
    EXPECT_EQ(devices.i2c->transfer(-1, 0x48, data, {}), messages::I2cStatus::nack);
}

}  // namespace
}  // namespace escapement::firmware::linux_port
