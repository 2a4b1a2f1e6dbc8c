// Lights behind driver chips on an I2C bus: PCA9533 and PCA9632.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>

#include "mcu/i2c_device.hpp"
#include "modules/led_control.hpp"
#include "printer/bus_config.hpp"
#include "printer/complaints.hpp"

namespace escapement::modules {

struct LedChipConfig : LedConfig, printer::I2cBusConfig {
    LedChipConfig() { i2c_address = 98; }
};

// Four lights that are off, on, or pulsed in one of two ways.
class Pca9533 final : public LedControl {
  public:
    using Config = LedChipConfig;
    static void describe(printer::Description<Pca9533>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Pca9533(const Config& config, printer::Context& context);

  private:
    void show(When when) override;

    std::unique_ptr<mcu::I2cDevice> device_;
    bool begun_ = false;
};

// Four lights, each with 256 steps.
class Pca9632 final : public LedControl {
  public:
    struct Config : LedChipConfig {
        std::string color_order = "RGBW";
    };
    static void describe(printer::Description<Pca9632>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Pca9632(const Config& config, printer::Context& context);

  private:
    void show(When when) override;
    void write(std::uint8_t address, std::uint8_t value, mcu::When when);

    std::array<std::size_t, 4> order_{};
    std::unique_ptr<mcu::I2cDevice> device_;
    std::map<std::uint8_t, std::uint8_t> registers_;  // as written
};

}  // namespace escapement::modules
