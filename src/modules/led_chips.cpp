// Registers of driver chips, by their data sheets.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/led_chips.hpp"

#include <algorithm>

#include "mcu/mcu.hpp"

namespace escapement::modules {
namespace {

constexpr std::string_view color_letters = "RGBW";

mcu::When in_background(const mcu::I2cDevice& device, LedControl::When when) {
    return {.min_clock = when ? device.mcu().clock().clock_at(*when) : base::McuClock{},
            .req_clock = {mcu::When::background}};
}

}  // namespace

void Pca9533::describe(printer::Description<Pca9533>& module) {
    module.section("pca9533").named().doc("Lights behind a PCA9533.");
    describe_i2c_bus(module);
    describe_led(module);
}

void Pca9533::check(const Config& config, printer::Complaints& complaints) {
    printer::check_i2c_bus(config, complaints);
}

Pca9533::Pca9533(const Config& config, printer::Context& context)
    : LedControl(config, 1, context),
      device_(printer::make_i2c_device(config, std::nullopt, config.section, context)) {}

// The two pulse widths are a third and two thirds; a light is off, pulsed so, or on.
void Pca9533::show(When when) {
    using Bytes = std::array<std::uint8_t, 2>;
    if (!std::exchange(begun_, true)) {
        device_->write(Bytes{2, 85});
        device_->write(Bytes{4, 170});
    }
    constexpr std::array<unsigned, 5> modes{0, 2, 3, 1, 1};
    unsigned selected = 0;
    for (unsigned part = 0; part < 4; ++part) {
        const auto quarter = static_cast<std::size_t>(colors().front()[part] * 4.0);
        selected |= modes[quarter] << 2U * part;
    }
    device_->write(Bytes{5, static_cast<std::uint8_t>(selected)}, in_background(*device_, when));
}

void Pca9632::describe(printer::Description<Pca9632>& module) {
    module.section("pca9632").named().doc("Lights behind a PCA9632.");
    describe_i2c_bus(module);
    module.option<&Config::color_order>("Which colours the four outputs have: R, G, B and W.");
    describe_led(module);
}

void Pca9632::check(const Config& config, printer::Complaints& complaints) {
    printer::check_i2c_bus(config, complaints);
    auto sorted = config.color_order;
    std::sort(sorted.begin(), sorted.end());
    if (sorted != "BGRW")
        complaints.add(
            "color_order",
            "Invalid color_order '" + config.color_order + "'; R, G, B and W, each once");
}

Pca9632::Pca9632(const Config& config, printer::Context& context)
    : LedControl(config, 1, context),
      device_(printer::make_i2c_device(config, std::nullopt, config.section, context)) {
    std::transform(
        config.color_order.begin(), config.color_order.end(), order_.begin(), [](char letter) {
            return color_letters.find(letter);
        });
}

void Pca9632::write(std::uint8_t address, std::uint8_t value, mcu::When when) {
    const auto [found, added] = registers_.try_emplace(address, value);
    if (!added && found->second == value) return;
    found->second = value;
    device_->write(std::array<std::uint8_t, 2>{address, value}, when);
}

void Pca9632::show(When when) {
    constexpr std::uint8_t mode1 = 0x00, mode2 = 0x01, first_width = 0x02, outputs = 0x08;
    constexpr std::uint8_t awake = 0x00, totem_poles_inverted = 0x15;
    constexpr unsigned by_width = 0x02;
    const mcu::When sending = in_background(*device_, when);
    write(mode1, awake, {});
    write(mode2, totem_poles_inverted, {});
    const auto bytes = led_bytes(colors().front());
    unsigned selected = 0;
    for (unsigned i = 0; i < 4; ++i) {
        const std::uint8_t value = bytes[order_[i]];
        write(static_cast<std::uint8_t>(first_width + i), value, sending);
        if (value != 0) selected |= by_width << 2U * i;
    }
    write(outputs, static_cast<std::uint8_t>(selected), sending);
}

}  // namespace escapement::modules
