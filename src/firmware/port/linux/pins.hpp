// The numbers of pins and buses, which are those of Klipper's Linux process.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "firmware/port/linux/devices.hpp"
#include "messages/types.hpp"
#include "wire/dictionary_builder.hpp"

namespace escapement::firmware::linux_port {

// gpiochip0/gpio0 to gpiochip8/gpio287; the chip may be left out if it is the first.
inline constexpr std::uint32_t gpio_chips = 9;
inline constexpr std::uint32_t lines_per_chip = 288;
// analog0 to analog7
inline constexpr std::uint32_t first_analog = 1 << 12;
inline constexpr std::uint32_t analog_channels = 8;
// pwmchip0/pwm0 to pwmchip7/pwm15
inline constexpr std::uint32_t first_pwm = 1 << 16;
inline constexpr std::uint32_t pwm_chips = 8;
inline constexpr std::uint32_t channels_per_chip = 16;
// spidev0.0 to spidev7.15; a bus of the dictionary is a device of the computer
inline constexpr std::uint32_t spi_buses = 8;
inline constexpr std::uint32_t devices_per_bus = 16;
inline constexpr std::uint32_t spi_bus_step = 1 << 8;
// i2c.0 to i2c.14
inline constexpr std::uint32_t i2c_buses = 15;

// Two numbers: of a chip or bus, and of what is on it.
struct Channel {
    std::uint32_t chip = 0;
    std::uint32_t number = 0;
};

// What a number stands for, if it stands for anything.
std::optional<GpioLine> gpio_line(messages::PinNumber pin);
std::optional<std::uint32_t> analog_channel(messages::PinNumber pin);
std::optional<Channel> pwm_channel(messages::PinNumber pin);
std::optional<Channel> spi_device(std::uint32_t spi_bus);

// Adds all of them to a dictionary.
void name_pins(wire::DictionaryBuilder& builder);

}  // namespace escapement::firmware::linux_port
