// Chips that set currents of motors, or other voltages, once: digital potentiometers and the like.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>

#include "mcu/i2c_device.hpp"
#include "mcu/spi_device.hpp"
#include "printer/bus_config.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

// MCP4451: four wipers.
class Mcp4451 {
  public:
    struct Config : printer::I2cBusConfig {
        printer::SectionName section;
        double scale = 1.0;
        std::optional<double> wiper_0, wiper_1, wiper_2, wiper_3;
    };
    static void describe(printer::Description<Mcp4451>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Mcp4451(const Config& config, printer::Context& context);

  private:
    void set(const Config& config);
    void write(std::uint8_t address, unsigned value);

    std::unique_ptr<mcu::I2cDevice> device_;
    printer::Signal<printer::Ready>::Connection ready_;
};

// MCP4728: four voltages.
class Mcp4728 {
  public:
    struct Config : printer::I2cBusConfig {
        Config() { i2c_address = 0x60; }
        printer::SectionName section;
        double scale = 1.0;
        std::optional<double> channel_a, channel_b, channel_c, channel_d;
    };
    static void describe(printer::Description<Mcp4728>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Mcp4728(const Config& config, printer::Context& context);

  private:
    void set(const Config& config);

    std::unique_ptr<mcu::I2cDevice> device_;
    printer::Signal<printer::Ready>::Connection ready_;
};

// MCP4018: one wiper, which commands can move.
class Mcp4018 {
  public:
    struct Config : printer::I2cBusConfig {
        Config() { i2c_address = 0x2f; }
        printer::SectionName section;
        double scale = 1.0;
        double wiper = 0.0;
    };
    struct SetDigipot {
        std::string digipot;
        double wiper = 0.0;
    };
    static void describe(printer::Description<Mcp4018>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Mcp4018(const Config& config, printer::Context& context);

  private:
    void write(double wiper);
    void set_digipot(const SetDigipot& request);

    printer::Context& context_;
    std::string name_;
    double scale_;
    std::unique_ptr<mcu::I2cDevice> device_;
    printer::Signal<printer::Ready>::Connection ready_;
};

// AD5206: six wipers.
class Ad5206 {
  public:
    struct Config : printer::SpiBusConfig {
        Config() { spi_speed = 25000000; }
        printer::SectionName section;
        printer::PinName enable_pin;
        double scale = 1.0;
        std::optional<double> channel_1, channel_2, channel_3, channel_4, channel_5, channel_6;
    };
    static void describe(printer::Description<Ad5206>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Ad5206(const Config& config, printer::Context& context);

  private:
    std::unique_ptr<mcu::SpiDevice> device_;
};

// DAC084S085: four voltages.
class Dac084s085 {
  public:
    struct Config : printer::SpiBusConfig {
        Config() { spi_speed = 10000000; }
        printer::SectionName section;
        printer::PinName enable_pin;
        double scale = 1.0;
        std::optional<double> channel_a, channel_b, channel_c, channel_d;
    };
    static void describe(printer::Description<Dac084s085>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Dac084s085(const Config& config, printer::Context& context);

  private:
    std::unique_ptr<mcu::SpiDevice> device_;
};

}  // namespace escapement::modules
