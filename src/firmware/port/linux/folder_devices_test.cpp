// Claims about files that stand in for devices.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/folder_devices.hpp"

#include <gtest/gtest.h>

#include "firmware/port/linux/testing/virtual_computer.hpp"

namespace escapement::firmware::linux_port {
namespace {

using messages::I2cStatus;
using Octets = std::vector<std::uint8_t>;

class Files : public ::testing::Test {
  protected:
    testing::Folder folder;
    Devices devices = folder_devices(folder.path());
};

TEST_F(Files, show_the_levels_of_outputs) {
    folder.make_folder("dev/gpiochip0");

    EXPECT_EQ(devices.gpio->make_output({0, 17}, true), Reason::none);
    EXPECT_EQ(folder.read("dev/gpiochip0/line17"), "1");
    EXPECT_TRUE(devices.gpio->write({0, 17}, false));

    EXPECT_EQ(folder.read("dev/gpiochip0/line17"), "0");
}

TEST_F(Files, set_the_levels_of_inputs) {
    folder.write("dev/gpiochip1/line4", "1\n");

    EXPECT_EQ(devices.gpio->make_input({1, 4}, Pull::down), Reason::none);
    EXPECT_EQ(devices.gpio->read({1, 4}), true);
    folder.write("dev/gpiochip1/line4", "0\n");

    EXPECT_EQ(devices.gpio->read({1, 4}), false);
}

TEST_F(Files, keep_the_level_of_an_input_while_they_are_written_anew) {
    folder.write("dev/gpiochip1/line4", "1\n");
    devices.gpio->make_input({1, 4}, Pull::down);
    ASSERT_EQ(devices.gpio->read({1, 4}), true);

    folder.write("dev/gpiochip1/line4", "");

    EXPECT_EQ(devices.gpio->read({1, 4}), true);
}

TEST_F(Files, follow_their_pull_if_nobody_sets_them) {
    folder.make_folder("dev/gpiochip0");

    devices.gpio->make_input({0, 1}, Pull::up);
    devices.gpio->make_input({0, 2}, Pull::none);

    EXPECT_EQ(devices.gpio->read({0, 1}), true);
    EXPECT_EQ(devices.gpio->read({0, 2}), false);
}

TEST_F(Files, belong_to_chips_that_exist) {
    EXPECT_EQ(devices.gpio->make_output({0, 1}, true), Reason::gpio_chip_not_found);
    EXPECT_EQ(devices.gpio->make_input({0, 1}, Pull::up), Reason::gpio_chip_not_found);
    EXPECT_FALSE(devices.gpio->write({0, 1}, true));
    EXPECT_FALSE(devices.gpio->read({0, 1}));
}

TEST_F(Files, answer_on_spi_and_show_what_was_sent) {
    folder.write("dev/spidev0.1", "\x01\x02");
    const auto device = devices.spi->open(0, 1);
    ASSERT_TRUE(device);
    Octets data{'a', 'b', 'c'};

    EXPECT_TRUE(devices.spi->exchange(*device, 1000, data));

    EXPECT_EQ(data, (Octets{1, 2, 0}));
    EXPECT_EQ(folder.read("dev/spidev0.1.sent"), "abc");
    EXPECT_FALSE(devices.spi->open(0, 2));
}

TEST_F(Files, are_registers_on_i2c) {
    folder.write("dev/i2c-1/48", std::string_view("\x10\x11\x12\x13", 4));
    const auto bus = devices.i2c->open(1);
    ASSERT_TRUE(bus);
    Octets data(3);

    EXPECT_EQ(devices.i2c->transfer(*bus, 0x48, Octets{1}, data), I2cStatus::success);
    EXPECT_EQ(data, (Octets{0x11, 0x12, 0x13}));
    EXPECT_EQ(devices.i2c->transfer(*bus, 0x48, Octets{2, 0x77}, {}), I2cStatus::success);
    EXPECT_EQ(devices.i2c->transfer(*bus, 0x48, Octets{1}, data), I2cStatus::success);

    EXPECT_EQ(data, (Octets{0x11, 0x77, 0x13}));
}

TEST_F(Files, that_do_not_exist_acknowledge_nothing) {
    folder.make_folder("dev/i2c-1");
    Octets data(3);

    EXPECT_FALSE(devices.i2c->open(0));
    EXPECT_EQ(devices.i2c->transfer(1, 0x48, Octets{1}, data), I2cStatus::start_nack);
    EXPECT_EQ(devices.i2c->transfer(1, 0x48, {}, data), I2cStatus::start_read_nack);
}

}  // namespace
}  // namespace escapement::firmware::linux_port
