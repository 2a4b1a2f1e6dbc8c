// Defaults of stepper drivers, and what their options must be like together.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tmc_options.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "config/expression.hpp"

namespace escapement::modules {
namespace {

using printer::Complaints;

constexpr int tmc_spi_speed_hz = 4'000'000;
constexpr int finest_microsteps = 256;

double usual_sense_ohm(chips::CurrentKind kind) {
    return kind == chips::CurrentKind::scaled_sense ? 0.075 : 0.110;
}

bool describes_motor(const config::Section& section) {
    return section.find("step_pin") != nullptr;
}

void check_motor(const TmcConfig& config, Complaints& complaints) {
    const auto* motor = complaints.config().find(config.stepper());
    if (!motor)
        return complaints.add("",
                              "Could not find config section '[" + config.stepper() +
                                  "]' required by tmc driver; the name behind '" +
                                  config.chip->name() + "' must be that of a motor's section");
    if (!describes_motor(*motor))
        return complaints.add("",
                              "[" + config.stepper() +
                                  "] is no motor: it has no step_pin; name the section of the "
                                  "motor that the driver turns");
    complaints.attempt({}, [&] { config.microstep_resolution(complaints.config()); });
}

void check_wires(const TmcConfig& config, Complaints& complaints) {
    if (config.chip->wire() == chips::DriverWire::uart_or_spi) {
        if (!config.uart_pin && !config.cs_pin)
            complaints.add("cs_pin",
                           "must be specified, or uart_pin where the driver has a serial line");
        if (config.uart_pin && config.cs_pin)
            complaints.add("cs_pin", "cannot be used along with uart_pin: remove one of them");
    }
    if (config.cs_pin) printer::check_spi_bus(complaints);
    if (config.chain_position && !config.chain_length)
        complaints.require("chain_length", ", as chain_position is");
    if (!config.chain_length) return;
    if (!config.chain_position) return complaints.require("chain_position", ", as chain_length is");
    if (*config.chain_position > *config.chain_length)
        complaints.add("chain_position",
                       "must be at most " + std::to_string(*config.chain_length) +
                           ", which is chain_length (is " + std::to_string(*config.chain_position) +
                           ")");
}

// Of the TMC2240, whose full scale depends on a resistor.
void check_current(const TmcConfig& config, Complaints& complaints) {
    if (config.chip->current() != chips::CurrentKind::scaled_reference) return;
    const double most = chips::DriverCurrent::largest(config.chip->current(), config.resistors());
    const auto limit = [&](const char* option, double current) {
        if (complaints.none_about({"rref", option}) && current > most)
            complaints.add(option,
                           "must be at most " + base::print_number(most) + " with this rref (is " +
                               base::print_number(current) + ")");
    };
    limit("run_current", config.run_current);
    limit("hold_current", config.hold_current.value_or(0.0));
}

std::int64_t field_of(const TmcConfig& config, std::string_view name) {
    const auto& presets = config.chip->presets();
    for (std::size_t i = 0; i < presets.size(); ++i)
        if (presets[i].field->name == name) return config.fields[i];
    return 0;
}

void check_hysteresis(const TmcConfig& config, Complaints& complaints) {
    if (config.chip->wire() != chips::DriverWire::spi_of_2660 || field_of(config, "chm") != 0)
        return;
    if (field_of(config, "hend") + field_of(config, "hstrt") > 15)
        complaints.add("driver_hend", "driver_HEND + driver_HSTRT must be <= 15");
}

}  // namespace

TmcConfig::TmcConfig(const chips::DriverChip& of_chip) : chip(&of_chip) {
    spi_speed = tmc_spi_speed_hz;
    sense_resistor = usual_sense_ohm(chip->current());
    if (chip->current() != chips::CurrentKind::scaled_reference)
        hold_current = chips::DriverCurrent::largest(chip->current(), resistors());
    ASSERT(chip->presets().size() <= most_fields);
    for (std::size_t i = 0; i < chip->presets().size(); ++i) fields[i] = chip->presets()[i].number;
}

int TmcConfig::microstep_resolution(const config::Document& config) const {
    const auto* motor = config.find(stepper());
    const auto* option = motor ? motor->find("microsteps") : nullptr;
    const auto number = option ? config::compute_number(option->value)
                               : base::Result<double>(base::Error{"not given"});
    if (!number)
        throw section.error("", "[" + stepper() + "] must say its microsteps for this driver");
    for (int resolution = 0; finest_microsteps >> resolution > 0; ++resolution)
        if (*number == finest_microsteps >> resolution) return resolution;
    throw section.error("",
                        "[" + stepper() + "] has " + base::print_number(*number) +
                            " microsteps, which the driver cannot make: 1, 2, 4, 8, 16, 32, 64, "
                            "128 or 256 are possible");
}

void check_tmc(const TmcConfig& config, Complaints& complaints) {
    check_motor(config, complaints);
    check_wires(config, complaints);
    check_current(config, complaints);
    check_hysteresis(config, complaints);
}

namespace detail {

const printer::ValueType driver_flag{
    .kind = "boolean",
    .unit = "",
    .numeric = false,
    .assign =
        [](void* place, std::string_view text) {
            const auto truth = base::parse_truth(text);
            if (truth) *static_cast<std::int64_t*>(place) = *truth ? 1 : 0;
            return truth.has_value();
        },
    .number = [](const void*) { return std::optional<double>(); },
    .value = [](const void* place) -> base::Value {
        if (*static_cast<const std::int64_t*>(place) != 0) return true;
        return 0;  // as Klipper tells it
    },
    .settle = nullptr,
};

std::string tmc_uart_share(const printer::SectionName&) {
    return "tmc_uart_rx";
}
// One pin may be both.
std::string tmc_tx_share(const printer::SectionName&) {
    return "tmc_uart_tx";
}
std::string tmc_select_share(const printer::SectionName& section) {
    return section.gives("chain_length") ? "tmc_spi_cs" : "";
}

void describe_driver_field(std::vector<printer::Field>& options,
                           const chips::FieldPreset& preset,
                           void* (*place)(void* record)) {
    const chips::DriverField& field = *preset.field;
    const std::string name = "driver_" + field.name;
    const bool flag = field.bits == 1;
    const auto doc = "Field " + base::upper_case(field.name) + " of the chip's register " +
                     preset.reg->name + ", see its data sheet.";
    auto& option = printer::add_field(
        options,
        {name, flag ? driver_flag : printer::detail::value_type<std::int64_t>, place},
        doc);
    if (flag) return;
    option.bounds.at_least = static_cast<double>(field.least());
    option.bounds.at_most =
        static_cast<double>(field.is_signed ? -field.least() - 1 : field.most());
}

}  // namespace detail

}  // namespace escapement::modules
