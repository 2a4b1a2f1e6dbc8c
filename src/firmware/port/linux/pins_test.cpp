// Claims about the numbers of pins and buses.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/pins.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace escapement::firmware::linux_port {
namespace {

wire::Dictionary dictionary() {
    wire::DictionaryBuilder builder;
    name_pins(builder);
    return builder.build();
}

std::uint32_t number(const char* enumeration, const char* name) {
    const auto all = dictionary();
    const auto value = all.enumeration(enumeration)->value(name);
    return value ? static_cast<std::uint32_t>(*value) : 0xffffffff;
}

TEST(Pins, of_gpio_chips_are_lines) {
    const auto line = gpio_line({number("pin", "gpiochip3/gpio17")});

    ASSERT_TRUE(line);
    EXPECT_EQ(line->chip, 3u);
    EXPECT_EQ(line->offset, 17u);
    EXPECT_EQ(number("pin", "gpio17"), number("pin", "gpiochip0/gpio17"));
    EXPECT_FALSE(gpio_line({9 * 288}));
}

TEST(Pins, of_converters_are_channels) {
    EXPECT_EQ(analog_channel({number("pin", "analog7")}), 7u);
    EXPECT_FALSE(analog_channel({number("pin", "analog7") + 1}));
    EXPECT_FALSE(analog_channel({number("pin", "analog0") - 1}));
}

TEST(Pins, of_pulse_widths_are_channels_of_a_chip) {
    const auto channel = pwm_channel({number("pin", "pwmchip7/pwm15")});

    ASSERT_TRUE(channel);
    EXPECT_EQ(channel->chip, 7u);
    EXPECT_EQ(channel->number, 15u);
    EXPECT_FALSE(pwm_channel({number("pin", "pwmchip7/pwm15") + 1}));
    EXPECT_FALSE(pwm_channel({0}));
}

TEST(Pins, of_spi_are_devices_of_a_bus) {
    const auto device = spi_device(number("spi_bus", "spidev1.2"));

    ASSERT_TRUE(device);
    EXPECT_EQ(device->chip, 1u);
    EXPECT_EQ(device->number, 2u);
    EXPECT_FALSE(spi_device(16));
    EXPECT_FALSE(spi_device(8 << 8));
}

TEST(Pins, are_those_of_klippers_linux_process) {
    const auto path = std::filesystem::path(ESCAPEMENT_SOURCE_DIR) / ".." / "shared" /
                      "conformance" / "dict" / "linuxprocess.dict";
    if (!std::filesystem::exists(path))
        GTEST_SKIP() << "there is no ../shared/conformance/dict beside the source folder: what is "
                        "compared is a product of Klipper's build and no part of this repository";
    std::ifstream file(path, std::ios::binary);
    const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file),
                                          std::istreambuf_iterator<char>()};
    const auto real = wire::read_dictionary(bytes);
    ASSERT_TRUE(real) << real.error().what;
    const auto ours = dictionary();

    for (const char* name : {"pin", "spi_bus", "i2c_bus"})
        EXPECT_EQ(wire::to_json({.enumerations = {{name, *ours.enumeration(name)}}}),
                  wire::to_json({.enumerations = {{name, *real->enumeration(name)}}}));
}

}  // namespace
}  // namespace escapement::firmware::linux_port
