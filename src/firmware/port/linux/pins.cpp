// From the numbers of a dictionary to the numbers of a computer's devices.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/pins.hpp"

#include <string>

namespace escapement::firmware::linux_port {

std::optional<GpioLine> gpio_line(messages::PinNumber pin) {
    if (pin.raw >= gpio_chips * lines_per_chip) return std::nullopt;
    return GpioLine{pin.raw / lines_per_chip, pin.raw % lines_per_chip};
}

std::optional<std::uint32_t> analog_channel(messages::PinNumber pin) {
    const std::uint32_t channel = pin.raw - first_analog;  // wraps below
    if (channel >= analog_channels) return std::nullopt;
    return channel;
}

std::optional<Channel> pwm_channel(messages::PinNumber pin) {
    const std::uint32_t number = pin.raw - first_pwm;  // wraps below
    if (number >= pwm_chips * channels_per_chip) return std::nullopt;
    return Channel{number / channels_per_chip, number % channels_per_chip};
}

std::optional<Channel> spi_device(std::uint32_t spi_bus) {
    const Channel device{spi_bus / spi_bus_step, spi_bus % spi_bus_step};
    if (device.chip >= spi_buses || device.number >= devices_per_bus) return std::nullopt;
    return device;
}

void name_pins(wire::DictionaryBuilder& builder) {
    builder.names("pin", "gpio0", 0, lines_per_chip);
    for (std::uint32_t chip = 0; chip < gpio_chips; ++chip)
        builder.names("pin",
                      "gpiochip" + std::to_string(chip) + "/gpio0",
                      chip * lines_per_chip,
                      lines_per_chip);
    builder.names("pin", "analog0", first_analog, analog_channels);
    for (std::uint32_t chip = 0; chip < pwm_chips; ++chip)
        builder.names("pin",
                      "pwmchip" + std::to_string(chip) + "/pwm0",
                      first_pwm + chip * channels_per_chip,
                      channels_per_chip);
    for (std::uint32_t bus = 0; bus < spi_buses; ++bus)
        builder.names(
            "spi_bus", "spidev" + std::to_string(bus) + ".0", bus * spi_bus_step, devices_per_bus);
    builder.names("i2c_bus", "i2c.0", 0, i2c_buses);
}

}  // namespace escapement::firmware::linux_port
