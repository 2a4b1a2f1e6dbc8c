// Finds drivers and makes ways to them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tmc_drivers.hpp"

#include "modules/tmc_driver.hpp"
#include "modules/tmc_endstop.hpp"
#include "modules/tmc_spi.hpp"
#include "modules/tmc_uart.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {

TmcDrivers::TmcDrivers(printer::Context& context) : context_(context) {}

TmcDrivers::~TmcDrivers() = default;

TmcDriver* TmcDrivers::find(std::string_view stepper) const {
    for (TmcDriver* driver : drivers_)
        if (driver->stepper_name() == stepper) return driver;
    return nullptr;
}

std::unique_ptr<TmcLink> TmcDrivers::link(const TmcConfig& config,
                                          chips::DriverRegisters& registers) {
    if (config.by_uart()) return uart_link(config);
    if (config.chip->wire() == chips::DriverWire::spi_of_2660)
        return std::make_unique<Tmc2660Link>(config, registers, context_);
    return spi_link(config);
}

std::unique_ptr<TmcLink> TmcDrivers::uart_link(const TmcConfig& config) {
    auto& pins = context_.pins;
    TmcUartLine::Wires wires{
        .receive = pins.claim(*config.uart_pin,
                              {config.section, "uart_pin", detail::tmc_uart_share(config.section)},
                              config::input_prefixes),
        .send = {}};
    if (config.tx_pin)
        wires.send.emplace(
            pins.claim(*config.tx_pin,
                       {config.section, "tx_pin", detail::tmc_tx_share(config.section)},
                       config::output_prefixes));
    auto& busy = boards_busy_[&wires.receive.mcu];
    if (!busy) busy = std::make_unique<runtime::Mutex>(context_.executor);
    auto& line = lines_[wires.receive.address()];
    if (!line) line = std::make_unique<TmcUartLine>(config, wires, context_, *busy);
    return std::make_unique<TmcUartLink>(
        config.stepper(), *config.chip, *line, line->add(config, wires, context_));
}

// A chain's select pin is claimed by the first of its drivers; the others share it.
TmcSpiChain& TmcDrivers::chain(const TmcConfig& config) {
    const auto address = context_.pins.address_of(*config.cs_pin, {config.section, "cs_pin"});
    auto& chain = chains_[address];
    if (!chain || !config.chain_length) chain = std::make_unique<TmcSpiChain>(config, context_);
    chain->add(config);
    return *chain;
}

std::unique_ptr<TmcLink> TmcDrivers::spi_link(const TmcConfig& config) {
    return std::make_unique<TmcSpiLink>(
        config.stepper(), chain(config), config.chain_position.value_or(1));
}

std::unique_ptr<printer::EndstopInput> TmcDrivers::endstop(
    const printer::PinName& pin, const printer::SectionName& section) const {
    const auto written = config::parse_pin(pin.text, config::input_prefixes);
    for (TmcDriver* driver : drivers_)
        if (written && written->chip == driver->chip_name())
            return make_tmc_endstop(*driver, section);
    return nullptr;
}

void TmcDrivers::describe(printer::Description<TmcDrivers>& module) {
    module.section("tmc_drivers").always().doc("Wires that stepper drivers share; has no options.");
}

}  // namespace escapement::modules
