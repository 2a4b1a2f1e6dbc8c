// Four bytes for each light, on a bus that is made of pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/dotstar.hpp"

#include <algorithm>

#include "mcu/spi_device.hpp"
#include "printer/pin_spec.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {
namespace {

constexpr std::uint32_t rate_hz = 500000;
constexpr std::size_t longest_message = 20;

// A frame of zeros, the lights at full brightness, and a frame of ones.
std::vector<std::uint8_t> frames(const std::vector<LedColor>& colors) {
    std::vector<std::uint8_t> bytes(4, 0x00);
    for (const LedColor& color : colors) {
        const auto [red, green, blue, white] = led_bytes(color);
        bytes.insert(bytes.end(), {0xff, blue, green, red});
    }
    bytes.insert(bytes.end(), 4, 0xff);
    return bytes;
}

}  // namespace

void Dotstar::describe(printer::Description<Dotstar>& module) {
    module.section("dotstar").named().doc("A chain of APA102 lights or the like.");

    module.option<&Config::data_pin>("Output of the data.").required().output();
    module.option<&Config::clock_pin>("Output of the clock.").required().output();
    module.option<&Config::chain_count>("How many lights there are.").at_least(1);
    describe_led(module);
}

// The lights say nothing: their data line stands in for the one back.
Dotstar::Dotstar(const Config& config, printer::Context& context)
    : LedControl(config, config.chain_count, context) {
    const auto& section = config.section;
    const auto data =
        context.pins.claim(config.data_pin, {section, "data_pin"}, config::analog_prefixes);
    const auto clock =
        context.pins.claim(config.clock_pin, {section, "clock_pin"}, config::analog_prefixes);
    if (&data.mcu != &clock.mcu)
        throw section.error("clock_pin", "Dotstar pins must be on same mcu");
    auto device = mcu::SpiDevice::make(
        data.mcu,
        {.select = {},
         .bus = mcu::SpiDevice::SoftwareBus{.miso = printer::pin_spec(data.pin),
                                            .mosi = printer::pin_spec(data.pin),
                                            .sclk = printer::pin_spec(clock.pin)},
         .rate_hz = rate_hz});
    if (!device) throw section.error("data_pin", device.error().what);
    device_ = std::move(*device);
}

Dotstar::~Dotstar() = default;

void Dotstar::show(When when) {
    const auto bytes = frames(colors());
    const mcu::When sending{
        .min_clock = when ? device_->mcu().clock().clock_at(*when) : base::McuClock{},
        .req_clock = {mcu::When::background}};
    for (std::size_t i = 0; i < bytes.size(); i += longest_message) {
        const std::size_t count = std::min(longest_message, bytes.size() - i);
        device_->send(wire::Bytes(bytes).subspan(i, count), sending);
    }
}

}  // namespace escapement::modules
