// What these chips are told, by their data sheets.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/digipots.hpp"

#include <fmt/format.h>

#include <string_view>

#include "base/text.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/schema.hpp"

namespace escapement::modules {
namespace {

using printer::Complaints;

// A value of a chip, and the option it comes from.
struct Channel {
    std::string_view option;
    std::optional<double> value;
};

template <std::size_t N>
void check_channels(const std::array<Channel, N>& channels, double scale, Complaints& complaints) {
    for (const auto& [option, value] : channels)
        if (value && *value > scale && complaints.none_about({option, "scale"}))
            complaints.add(option,
                           "must be at most " + base::print_number(scale) + ", the scale (is " +
                               base::print_number(*value) + ")");
}

// The nearest of the steps from 0 to `most`.
unsigned steps(double value, double scale, double most) {
    return static_cast<unsigned>(value * most / scale + 0.5);
}

std::array<Channel, 4> channels_of(const Mcp4451::Config& config) {
    return {{{"wiper_0", config.wiper_0},
             {"wiper_1", config.wiper_1},
             {"wiper_2", config.wiper_2},
             {"wiper_3", config.wiper_3}}};
}

template <class Config>
std::array<Channel, 4> letter_channels(const Config& config) {
    return {{{"channel_a", config.channel_a},
             {"channel_b", config.channel_b},
             {"channel_c", config.channel_c},
             {"channel_d", config.channel_d}}};
}

std::array<Channel, 6> channels_of(const Ad5206::Config& config) {
    return {{{"channel_1", config.channel_1},
             {"channel_2", config.channel_2},
             {"channel_3", config.channel_3},
             {"channel_4", config.channel_4},
             {"channel_5", config.channel_5},
             {"channel_6", config.channel_6}}};
}

template <class Module>
void describe_letter_channels(printer::Description<Module>& module) {
    using Config = typename Module::Config;
    module.template option<&Config::scale>("The value that stands for the full voltage.")
        .above(0.0);
    module.template option<&Config::channel_a>("Value of output A.").at_least(0.0);
    module.template option<&Config::channel_b>("Value of output B.").at_least(0.0);
    module.template option<&Config::channel_c>("Value of output C.").at_least(0.0);
    module.template option<&Config::channel_d>("Value of output D.").at_least(0.0);
}

}  // namespace

void Mcp4451::describe(printer::Description<Mcp4451>& module) {
    module.section("mcp4451").named().doc("A MCP4451 that sets motor currents.");
    describe_i2c_bus(module);
    module.option<&Config::scale>("The value that stands for the whole resistance.").above(0.0);
    module.option<&Config::wiper_0>("Value of the first wiper.").at_least(0.0);
    module.option<&Config::wiper_1>("Value of the second one.").at_least(0.0);
    module.option<&Config::wiper_2>("Value of the third one.").at_least(0.0);
    module.option<&Config::wiper_3>("Value of the fourth one.").at_least(0.0);
}

void Mcp4451::check(const Config& config, Complaints& complaints) {
    printer::check_i2c_bus(config, complaints);
    check_channels(channels_of(config), config.scale, complaints);
    complaints.require("i2c_address");
    constexpr int first = 44, last = 47;
    if (config.i2c_address && (*config.i2c_address < first || *config.i2c_address > last))
        complaints.add("i2c_address", "mcp4451 address must be between 44 and 47");
}

Mcp4451::Mcp4451(const Config& config, printer::Context& context)
    : device_(printer::make_i2c_device(config, std::nullopt, config.section, context)),
      ready_(context.events.ready.connect([this, config](const auto&) { set(config); })) {}

void Mcp4451::set(const Config& config) {
    constexpr std::array<std::uint8_t, 2> terminals{0x04, 0x0a};
    constexpr std::array<std::uint8_t, 4> wipers{0x00, 0x01, 0x06, 0x07};
    constexpr double most = 255.0;
    for (const std::uint8_t terminal : terminals) write(terminal, 0xff);
    const auto channels = channels_of(config);
    for (std::size_t i = 0; i < channels.size(); ++i)
        if (channels[i].value) write(wipers[i], steps(*channels[i].value, config.scale, most));
}

void Mcp4451::write(std::uint8_t address, unsigned value) {
    device_->write(std::array<std::uint8_t, 2>{static_cast<std::uint8_t>(address << 4U),
                                               static_cast<std::uint8_t>(value)});
}

void Mcp4728::describe(printer::Description<Mcp4728>& module) {
    module.section("mcp4728").named().doc("A MCP4728 that sets motor currents.");
    describe_i2c_bus(module);
    describe_letter_channels(module);
}

void Mcp4728::check(const Config& config, Complaints& complaints) {
    printer::check_i2c_bus(config, complaints);
    check_channels(letter_channels(config), config.scale, complaints);
}

Mcp4728::Mcp4728(const Config& config, printer::Context& context)
    : device_(printer::make_i2c_device(config, std::nullopt, config.section, context)),
      ready_(context.events.ready.connect([this, config](const auto&) { set(config); })) {}

// The voltages refer to the chip's own reference.
void Mcp4728::set(const Config& config) {
    constexpr double most = 4095.0;
    constexpr unsigned multi_write = 0x40, own_reference = 0x80;
    const auto channels = letter_channels(config);
    for (unsigned i = 0; i < channels.size(); ++i) {
        if (!channels[i].value) continue;
        const unsigned value = steps(*channels[i].value, config.scale, most);
        device_->write(std::array<std::uint8_t, 3>{
            static_cast<std::uint8_t>(multi_write | i << 1U),
            static_cast<std::uint8_t>((value >> 8U & 0x0fU) | own_reference),
            static_cast<std::uint8_t>(value)});
    }
}

void Mcp4018::describe(printer::Description<Mcp4018>& module) {
    module.section("mcp4018").named().doc("A MCP4018 that sets a voltage.");
    describe_i2c_bus(module);
    module.option<&Config::scale>("The value that stands for the whole resistance.").above(0.0);
    module.option<&Config::wiper>("Value of the wiper.").required().at_least(0.0);

    auto set = module.command<&Mcp4018::set_digipot>("SET_DIGIPOT", "Set digipot value");
    set.chosen_by("DIGIPOT");
    set.parameter<&SetDigipot::digipot>("Which chip.").required();
    set.parameter<&SetDigipot::wiper>("Value of the wiper, 0 to scale.").required().at_least(0.0);
}

void Mcp4018::check(const Config& config, Complaints& complaints) {
    printer::check_i2c_bus(config, complaints);
    check_channels(std::array<Channel, 1>{{{"wiper", config.wiper}}}, config.scale, complaints);
}

Mcp4018::Mcp4018(const Config& config, printer::Context& context)
    : context_(context),
      name_(config.section.title),
      scale_(config.scale),
      device_(printer::make_i2c_device(config, std::nullopt, config.section, context)),
      ready_(context.events.ready.connect(
          [this, wiper = config.wiper](const auto&) { write(wiper); })) {}

void Mcp4018::write(double wiper) {
    constexpr double most = 127.0;
    device_->write(
        std::array<std::uint8_t, 1>{static_cast<std::uint8_t>(steps(wiper, scale_, most))});
}

void Mcp4018::set_digipot(const SetDigipot& request) {
    printer::Bounds bounds;
    bounds.at_most = scale_;
    if (const auto complaint = bounds.complaint(request.wiper); !complaint.empty())
        throw printer::CommandError("Error on 'SET_DIGIPOT': WIPER: " + complaint);
    write(request.wiper);
    context_.console.info(
        fmt::format("New value for DIGIPOT = {}, wiper = {:.2f}", name_, request.wiper));
}

void Ad5206::describe(printer::Description<Ad5206>& module) {
    module.section("ad5206").named().doc("An AD5206 that sets motor currents.");
    module.option<&Config::enable_pin>("Output that selects the chip.").required().output();
    describe_spi_bus(module);
    module.option<&Config::scale>("The value that stands for the whole resistance.").above(0.0);
    module.option<&Config::channel_1>("Value of the first wiper.").at_least(0.0);
    module.option<&Config::channel_2>("Value of the second one.").at_least(0.0);
    module.option<&Config::channel_3>("Value of the third one.").at_least(0.0);
    module.option<&Config::channel_4>("Value of the fourth one.").at_least(0.0);
    module.option<&Config::channel_5>("Value of the fifth one.").at_least(0.0);
    module.option<&Config::channel_6>("Value of the sixth one.").at_least(0.0);
}

void Ad5206::check(const Config& config, Complaints& complaints) {
    printer::check_spi_bus(complaints);
    check_channels(channels_of(config), config.scale, complaints);
}

// The whole scale is one step more than the chip has; it stays at the last one then.
Ad5206::Ad5206(const Config& config, printer::Context& context)
    : device_(printer::make_spi_device(
          config, {.select = config.enable_pin, .option = "enable_pin"}, config.section, context)) {
    constexpr double most = 256.0;
    constexpr unsigned last = 255;
    const auto channels = channels_of(config);
    for (std::size_t i = 0; i < channels.size(); ++i)
        if (channels[i].value) {
            const unsigned value = std::min(steps(*channels[i].value, config.scale, most), last);
            device_->send(std::array<std::uint8_t, 2>{static_cast<std::uint8_t>(i),
                                                      static_cast<std::uint8_t>(value)});
        }
}

void Dac084s085::describe(printer::Description<Dac084s085>& module) {
    module.section("dac084S085").named().doc("A DAC084S085 that sets motor currents.");
    module.option<&Config::enable_pin>("Output that selects the chip.").required().output();
    describe_spi_bus(module);
    describe_letter_channels(module);
}

void Dac084s085::check(const Config& config, Complaints& complaints) {
    printer::check_spi_bus(complaints);
    check_channels(letter_channels(config), config.scale, complaints);
}

// A channel, the mode in which it is written and takes effect at once, and eight bits.
Dac084s085::Dac084s085(const Config& config, printer::Context& context)
    : device_(
          printer::make_spi_device(config,
                                   {.select = config.enable_pin, .option = "enable_pin", .mode = 1},
                                   config.section,
                                   context)) {
    constexpr double most = 255.0;
    constexpr unsigned update = 1;
    const auto channels = letter_channels(config);
    for (unsigned i = 0; i < channels.size(); ++i) {
        if (!channels[i].value) continue;
        const auto value = static_cast<unsigned>(*channels[i].value * most / config.scale);
        const unsigned word = i << 14U | update << 12U | value << 4U;
        device_->send(std::array<std::uint8_t, 2>{static_cast<std::uint8_t>(word >> 8U),
                                                  static_cast<std::uint8_t>(word)});
    }
}

}  // namespace escapement::modules
