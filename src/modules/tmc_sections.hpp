// The sections of stepper drivers, one for each chip.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/text.hpp"
#include "chips/driver_chips.hpp"
#include "modules/tmc_driver.hpp"
#include "modules/tmc_options.hpp"

namespace escapement::modules {

inline constexpr std::string_view stall_endstop = "virtual_endstop";

template <ModuleOfTmc Module>
void describe_tmc_diagnostics(printer::Description<Module>& module, const chips::DriverChip& chip) {
    const bool two_pins = chip.find_field("diag0_stall").first != nullptr;
    module.offers_endstop_each(chip.name(), stall_endstop);
    if (!two_pins) {
        module.template option<&TmcConfig::diag_pin>(
            "Input that the driver's DIAG leads to; the endstop is then "
            "CHIP_MOTOR:virtual_endstop, "
            "like tmc2209_stepper_x:virtual_endstop.");
        return;
    }
    module.template option<&TmcConfig::diag0_pin>(
        "Input that the driver's DIAG0 leads to, if the endstop is to be "
        "CHIP_MOTOR:virtual_endstop, like tmc2130_stepper_x:virtual_endstop.");
    module.template option<&TmcConfig::diag1_pin>(
        "The same with DIAG1; '!' in front where the driver pulls it low.");
}

template <ModuleOfTmc Module>
void describe_tmc_wires(printer::Description<Module>& module, const chips::DriverChip& chip) {
    const bool both = chip.wire() == chips::DriverWire::uart_or_spi;
    if (chip.wire() == chips::DriverWire::uart || both)
        describe_tmc_uart(module, chip.uart_addresses(), !both);
    if (chip.wire() != chips::DriverWire::uart)
        describe_tmc_spi(module, chip.wire() != chips::DriverWire::spi_of_2660, !both);
}

template <ModuleOfTmc Module>
void describe_tmc_currents(printer::Description<Module>& module, const chips::DriverChip& chip) {
    const auto kind = chip.current();
    const bool is_2660 = kind == chips::CurrentKind::sense_range_of_2660;
    if (kind == chips::CurrentKind::scaled_reference) return describe_tmc_reference(module);
    describe_tmc_current(module, chips::DriverCurrent::largest(kind, {}), !is_2660);
    if (is_2660)
        module
            .template option<&TmcConfig::idle_current_percent>(
                "Share of run_current while nothing is printed.")
            .at_least(0)
            .at_most(100);
}

// [tmc2209 stepper_x] and so on; the chip's facts make the difference.
template <const chips::DriverChip& (*Chip)()>
class TmcSection final : public TmcDriver {
  public:
    struct Config : TmcConfig {
        Config() : TmcConfig(Chip()) {}
    };
    static void describe(printer::Description<TmcSection>& module);
    static void check(const Config& config, printer::Complaints& complaints) {
        check_tmc(config, complaints);
    }

    TmcSection(const Config& config, printer::Context& context) : TmcDriver(config, context) {}
};

template <const chips::DriverChip& (*Chip)()>
void TmcSection<Chip>::describe(printer::Description<TmcSection>& module) {
    const chips::DriverChip& chip = Chip();
    const std::string doc = "A motor's driver, chip " + base::upper_case(chip.name()) +
                            ": the section's name goes on with that of the motor's.";
    module.section(chip.name()).named().doc(doc);
    describe_tmc_wires(module, chip);
    describe_tmc_currents(module, chip);
    describe_tmc_thresholds(module);
    if (chip.find_field("tcoolthrs").first) describe_tmc_diagnostics(module, chip);
    describe_tmc_fields(module);
    describe_tmc_commands(module);
}

using Tmc2130 = TmcSection<chips::tmc2130>;
using Tmc2208 = TmcSection<chips::tmc2208>;
using Tmc2209 = TmcSection<chips::tmc2209>;
using Tmc2240 = TmcSection<chips::tmc2240>;
using Tmc2660 = TmcSection<chips::tmc2660>;
using Tmc5160 = TmcSection<chips::tmc5160>;

}  // namespace escapement::modules
