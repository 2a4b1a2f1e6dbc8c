// The options of stepper drivers: those of all chips, of which each has some.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "chips/driver_current.hpp"
#include "chips/stepper_driver.hpp"
#include "printer/bus_config.hpp"
#include "printer/complaints.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

struct TmcConfig : printer::SpiBusConfig {
    static constexpr std::size_t most_fields = 64;

    explicit TmcConfig(const chips::DriverChip& of_chip);

    const chips::DriverChip* chip;
    printer::SectionName section;

    double run_current = 0.0;
    std::optional<double> hold_current;
    double sense_resistor = 0.0;
    double rref = 12000.0;
    int idle_current_percent = 100;
    bool interpolate = true;
    std::optional<base::Speed> stealthchop_threshold, coolstep_threshold, high_velocity_threshold;
    // driver_TOFF and so on, in the order of the chip's presets.
    std::array<std::int64_t, most_fields> fields{};

    std::optional<printer::PinName> diag_pin, diag0_pin, diag1_pin;

    std::optional<printer::PinName> uart_pin, tx_pin;
    std::vector<printer::PinName> select_pins;
    int uart_address = 0;

    std::optional<printer::PinName> cs_pin;
    std::optional<int> chain_length, chain_position;

    bool by_uart() const { return uart_pin.has_value(); }
    chips::DriverCurrent::Resistors resistors() const { return {sense_resistor, rref}; }
    // "stepper_x", "extruder_stepper belted".
    const std::string& stepper() const { return section.title; }
    // Microsteps of that motor as the chip wants them: 256 >> MRES.  Throws ConfigError.
    int microstep_resolution(const config::Document& config) const;
};

// Rules between the options, and with the motor's section.
void check_tmc(const TmcConfig& config, printer::Complaints& complaints);

namespace detail {

// Flags are read as such, and kept as 0 or 1.
extern const printer::ValueType driver_flag;
std::string tmc_uart_share(const printer::SectionName& section);
std::string tmc_tx_share(const printer::SectionName& section);
std::string tmc_select_share(const printer::SectionName& section);

// Adds the option of a preset whose place in the record is this.
void describe_driver_field(std::vector<printer::Field>& options,
                           const chips::FieldPreset& preset,
                           void* (*place)(void* record));

template <class Config, std::size_t... Index>
void describe_driver_fields(std::vector<printer::Field>& options,
                            const chips::DriverChip& chip,
                            std::index_sequence<Index...>) {
    using Place = void* (*)(void*);
    static constexpr std::array<Place, sizeof...(Index)> places{
        [](void* record) -> void* { return &static_cast<Config*>(record)->fields[Index]; }...};
    for (std::size_t i = 0; i < chip.presets().size(); ++i)
        describe_driver_field(options, chip.presets()[i], places[i]);
}

}  // namespace detail

template <class Module>
concept ModuleOfTmc = std::derived_from<typename Module::Config, TmcConfig>;

template <ModuleOfTmc Module>
void describe_tmc_uart(printer::Description<Module>& module, int addresses, bool required) {
    auto pin = module.template option<&TmcConfig::uart_pin>(
        "The pin that the driver's serial line is connected to.");
    pin.input().shared(detail::tmc_uart_share);
    if (required) pin.required();
    module
        .template option<&TmcConfig::tx_pin>(
            "A second pin that sends, where the first one only receives.")
        .output()
        .shared(detail::tmc_tx_share);
    module.template option<&TmcConfig::select_pins>(
        "Outputs that say which of several drivers the line leads to, with commas between them; "
        "'!' in front of those that are low for this one.");
    module
        .template option<&TmcConfig::uart_address>(
            "Which of several drivers on one line this is, as its pins say.")
        .at_least(0)
        .at_most(addresses - 1);
}

template <ModuleOfTmc Module>
void describe_tmc_spi(printer::Description<Module>& module, bool chains, bool required) {
    auto pin = module.template option<&TmcConfig::cs_pin>("Output that selects the driver.");
    pin.output().shared(detail::tmc_select_share);
    if (required) pin.required();
    printer::describe_spi_bus(module);
    if (!chains) return;
    module
        .template option<&TmcConfig::chain_length>(
            "How many drivers pass messages on to each other and are selected together.")
        .at_least(2);
    module
        .template option<&TmcConfig::chain_position>(
            "Which of them this is; messages reach number 1 first.")
        .at_least(1);
}

template <ModuleOfTmc Module>
void describe_tmc_current(printer::Description<Module>& module, double most, bool can_hold) {
    auto run = module.template option<&TmcConfig::run_current>("Current of a motor that turns.");
    run.required().unit("A").at_most(most);
    if (!can_hold) {
        run.at_least(0.1);
        module.template option<&TmcConfig::sense_resistor>("Resistor that measures the current.")
            .required()
            .unit("ohm")
            .above(0.0);
        return;
    }
    run.above(0.0);
    module
        .template option<&TmcConfig::hold_current>(
            "Current of a motor that holds its place; run_current if that is less.")
        .unit("A")
        .above(0.0)
        .at_most(most);
    module.template option<&TmcConfig::sense_resistor>("Resistor that measures the current.")
        .unit("ohm")
        .above(0.0);
}

// Of a chip whose largest current depends on a resistor.
template <ModuleOfTmc Module>
void describe_tmc_reference(printer::Description<Module>& module) {
    module
        .template option<&TmcConfig::rref>(
            "Resistor between IREF and GND, which says what the largest current is.")
        .unit("ohm")
        .at_least(12000.0)
        .at_most(60000.0);
    module.template option<&TmcConfig::run_current>("Current of a motor that turns.")
        .required()
        .unit("A")
        .above(0.0);
    module
        .template option<&TmcConfig::hold_current>(
            "Current of a motor that holds its place; run_current if that is less.")
        .unit("A")
        .above(0.0);
}

template <ModuleOfTmc Module>
void describe_tmc_thresholds(printer::Description<Module>& module) {
    const auto& chip = *typename Module::Config().chip;
    const auto has = [&](std::string_view field) {
        return chip.find_field(field).first != nullptr;
    };
    module.template option<&TmcConfig::interpolate>(
        "Whether the driver makes 256 steps of each full step by itself.");
    if (has("tpwmthrs"))
        module
            .template option<&TmcConfig::stealthchop_threshold>(
                "Slower than this the driver is quiet (stealthChop), faster it is strong "
                "(spreadCycle); 999999 for always quiet, without it never.")
            .at_least(base::Speed{0.0});
    if (has("tcoolthrs"))
        module
            .template option<&TmcConfig::coolstep_threshold>(
                "Faster than this stalls are noticed and the current is lowered where that does.")
            .at_least(base::Speed{0.0});
    if (has("thigh"))
        module
            .template option<&TmcConfig::high_velocity_threshold>(
                "Faster than this none of that happens.")
            .at_least(base::Speed{0.0});
}

// Behind everything else: options of that section named "driver_" and a field.
template <ModuleOfTmc Module>
void describe_tmc_fields(printer::Description<Module>& module) {
    using Config = typename Module::Config;
    module.add_options([](std::vector<printer::Field>& options) {
        detail::describe_driver_fields<Config>(
            options, *Config().chip, std::make_index_sequence<TmcConfig::most_fields>());
    });
}

// Of drivers that can be reached in two ways.
inline std::vector<std::string> unused_options(const TmcConfig& config,
                                               const printer::Complaints&) {
    if (config.by_uart()) return {"spi_speed"};
    return {"uart_address"};
}
inline void complete_settings(TmcConfig& config, const printer::Complaints&) {
    if (!config.hold_current)
        config.hold_current =
            chips::DriverCurrent::largest(config.chip->current(), config.resistors());
}

}  // namespace escapement::modules
