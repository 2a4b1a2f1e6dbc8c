// The options that say which bus a chip hangs on, and the chips as devices.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/options.hpp"
#include "printer/section_name.hpp"

namespace escapement::mcu {
class I2cDevice;
class SpiDevice;
}  // namespace escapement::mcu

namespace escapement::printer {

// Chips of a kind may have other defaults.
struct SpiBusConfig {
    int spi_speed = 100000;
    std::optional<std::string> spi_bus;
    std::optional<PinName> spi_software_sclk_pin, spi_software_mosi_pin, spi_software_miso_pin;
};
struct I2cBusConfig {
    std::string i2c_mcu = "mcu";
    std::optional<int> i2c_address;
    int i2c_speed = 100000;
    std::optional<std::string> i2c_bus;
    std::optional<PinName> i2c_software_scl_pin, i2c_software_sda_pin;
};

// How a chip is selected and which of the four SPI modes it speaks.
struct SpiChip {
    PinName select;  // "None" for one that is always selected
    std::string_view option;
    int mode = 0;
    bool select_high = false;
};

// The chip as a device.  Throws ConfigError.
std::unique_ptr<mcu::SpiDevice> make_spi_device(const SpiBusConfig& config,
                                                const SpiChip& chip,
                                                const SectionName& section,
                                                Context& context);
// The same; `usual_address` is used where the options give none.  A chip that does not take what is
// written to it shuts the printer down.
std::unique_ptr<mcu::I2cDevice> make_i2c_device(const I2cBusConfig& config,
                                                std::optional<int> usual_address,
                                                const SectionName& section,
                                                Context& context);

// Chips share the wires of a bus that the firmware makes.
std::string sclk_share(const SectionName& section);
std::string mosi_share(const SectionName& section);
std::string miso_share(const SectionName& section);
std::string scl_share(const SectionName& section);
std::string sda_share(const SectionName& section);

// Complain when only some pins of such a bus are given.
void check_spi_bus(Complaints& complaints);
void check_i2c_bus(const I2cBusConfig& config, Complaints& complaints);

template <class Module>
requires std::derived_from<typename Module::Config, SpiBusConfig>
void describe_spi_bus(Description<Module>& module) {
    using Config = SpiBusConfig;
    module.template option<&Config::spi_speed>("Speed of the bus, in hertz.").at_least(100000);
    module.template option<&Config::spi_bus>("Bus of the chip's board, as its firmware calls it.");
    module.template option<&Config::spi_software_sclk_pin>("Clock, of a bus that is made of pins.")
        .output()
        .shared(sclk_share);
    module.template option<&Config::spi_software_mosi_pin>("Data to the chip, of such a bus.")
        .output()
        .shared(mosi_share);
    module.template option<&Config::spi_software_miso_pin>("Data from the chip, of such a bus.")
        .output()
        .shared(miso_share);
}

template <class Module>
requires std::derived_from<typename Module::Config, I2cBusConfig>
void describe_i2c_bus(Description<Module>& module) {
    using Config = I2cBusConfig;
    module.template option<&Config::i2c_mcu>("Microcontroller that the chip is connected to.");
    module.template option<&Config::i2c_address>("Address of the chip, 0 to 127.")
        .at_least(0)
        .at_most(127);
    module.template option<&Config::i2c_speed>("Speed of the bus, in hertz.").at_least(100000);
    module.template option<&Config::i2c_bus>("Bus of the chip's board, as its firmware calls it.");
    module.template option<&Config::i2c_software_scl_pin>("Clock, of a bus that is made of pins.")
        .output()
        .shared(scl_share);
    module.template option<&Config::i2c_software_sda_pin>("Data, of such a bus.")
        .output()
        .shared(sda_share);
}

}  // namespace escapement::printer
