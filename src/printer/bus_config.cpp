// Finding buses and making the chips on them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/bus_config.hpp"

#include <algorithm>

#include "base/names.hpp"
#include "mcu/i2c_device.hpp"
#include "mcu/mcu.hpp"
#include "mcu/spi_device.hpp"
#include "printer/mcus.hpp"
#include "printer/pin_spec.hpp"
#include "printer/pins.hpp"

namespace escapement::printer {
namespace {

// Claims a wire of a bus that is made of pins.
mcu::PinSpec claim_wire(const std::optional<PinName>& pin,
                        const PinUse& use,
                        const mcu::Mcu& board,
                        Context& context) {
    if (!pin) throw use.section.error(use.option, "must be specified for a bus of pins");
    const auto claimed = context.pins.claim(*pin, use, config::output_prefixes);
    if (&claimed.mcu != &board)
        throw use.section.error(use.option, "must be on mcu '" + board.name() + "', like the chip");
    return pin_spec(claimed.pin);
}

// "spi" or "i2c", and what the firmware calls it.
struct Bus {
    std::string_view kind;
    const std::optional<std::string>& name;
};

// The pins of a bus of the hardware are nobody else's.
void reserve_bus_pins(mcu::Mcu& board,
                      const Bus& bus,
                      const SectionName& section,
                      Context& context) {
    const auto number = mcu::find_bus(board, bus.kind, bus.name);
    const auto option = std::string(bus.kind) + "_bus";
    if (!number) throw section.error(option, number.error().what);
    const auto* names = board.dictionary().enumeration(option);
    const auto name = names ? names->name(*number) : std::nullopt;
    if (!name) return;
    const auto pins = board.dictionary().text("BUS_PINS_" + *name);
    if (!pins) return;
    for (const auto& pin : split_list(*pins))
        context.pins.claim(
            {board.name() + ":" + pin}, {section, option, "bus " + *name}, config::output_prefixes);
}

void check_pins_together(std::initializer_list<const char*> options, Complaints& complaints) {
    const auto& section = complaints.section();
    const auto* given = std::find_if(
        options.begin(), options.end(), [&](const char* option) { return section.gives(option); });
    if (given == options.end()) return;
    for (const char* option : options)
        complaints.require(option, std::string(", as ") + *given + " is");
}

}  // namespace

std::string sclk_share(const SectionName&) {
    return "sclk";
}
std::string mosi_share(const SectionName&) {
    return "mosi";
}
std::string miso_share(const SectionName&) {
    return "miso";
}
std::string scl_share(const SectionName&) {
    return "scl";
}
std::string sda_share(const SectionName&) {
    return "sda";
}

void check_spi_bus(Complaints& complaints) {
    check_pins_together({"spi_software_sclk_pin", "spi_software_mosi_pin", "spi_software_miso_pin"},
                        complaints);
}

void check_i2c_bus(const I2cBusConfig& config, Complaints& complaints) {
    check_pins_together({"i2c_software_scl_pin", "i2c_software_sda_pin"}, complaints);
    const auto boards = complaints.pins().boards();
    if (std::find(boards.begin(), boards.end(), config.i2c_mcu) == boards.end())
        complaints.add(
            "i2c_mcu",
            "Unknown mcu '" + config.i2c_mcu + "'" + base::did_you_mean(config.i2c_mcu, boards));
}

std::unique_ptr<mcu::SpiDevice> make_spi_device(const SpiBusConfig& config,
                                                const SpiChip& chip,
                                                const SectionName& section,
                                                Context& context) {
    const auto claimed =
        context.pins.claim(chip.select, {section, chip.option}, config::output_prefixes);
    mcu::Mcu& board = claimed.mcu;
    mcu::SpiDevice::Settings settings{.select = {},
                                      .select_high = chip.select_high,
                                      .mode = static_cast<std::uint32_t>(chip.mode),
                                      .rate_hz = static_cast<std::uint32_t>(config.spi_speed)};
    if (!is_no_pin(claimed.pin)) settings.select = pin_spec(claimed.pin);
    if (config.spi_software_sclk_pin) {
        const auto wire = [&](const std::optional<PinName>& pin, std::string_view option) {
            const auto share = std::string(option).substr(13, 4);
            return claim_wire(pin, {section, option, share}, board, context);
        };
        settings.bus = mcu::SpiDevice::SoftwareBus{
            .miso = wire(config.spi_software_miso_pin, "spi_software_miso_pin"),
            .mosi = wire(config.spi_software_mosi_pin, "spi_software_mosi_pin"),
            .sclk = wire(config.spi_software_sclk_pin, "spi_software_sclk_pin")};
    } else {
        reserve_bus_pins(board, {"spi", config.spi_bus}, section, context);
        settings.bus = mcu::SpiDevice::HardwareBus{config.spi_bus};
    }
    auto device = mcu::SpiDevice::make(board, settings);
    if (!device) throw section.error(chip.option, device.error().what);
    return std::move(*device);
}

std::unique_ptr<mcu::I2cDevice> make_i2c_device(const I2cBusConfig& config,
                                                std::optional<int> usual_address,
                                                const SectionName& section,
                                                Context& context) {
    mcu::Mcu& board = *context.mcus.find(config.i2c_mcu);
    const auto address = config.i2c_address ? config.i2c_address : usual_address;
    if (!address) throw section.error("i2c_address", "must be specified");
    mcu::I2cDevice::Settings settings{.address = static_cast<std::uint32_t>(*address),
                                      .rate_hz = static_cast<std::uint32_t>(config.i2c_speed)};
    if (config.i2c_software_scl_pin) {
        settings.bus = mcu::I2cDevice::SoftwareBus{
            .scl = claim_wire(config.i2c_software_scl_pin,
                              {section, "i2c_software_scl_pin", scl_share(section)},
                              board,
                              context),
            .sda = claim_wire(config.i2c_software_sda_pin,
                              {section, "i2c_software_sda_pin", sda_share(section)},
                              board,
                              context)};
    } else {
        reserve_bus_pins(board, {"i2c", config.i2c_bus}, section, context);
        settings.bus = mcu::I2cDevice::HardwareBus{config.i2c_bus};
    }
    auto device = mcu::I2cDevice::make(board, settings);
    if (!device) throw section.error("", device.error().what);
    (*device)->on_refusal([&context](const std::string& why) { context.shut_down(why); });
    return std::move(*device);
}

}  // namespace escapement::printer
