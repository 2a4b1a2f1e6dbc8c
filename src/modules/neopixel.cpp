// Sends what changed, then lets the board tell the chain.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/neopixel.hpp"

#include <algorithm>
#include <numeric>

#include "mcu/mcu.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {
namespace {

constexpr std::string_view parts = "RGBW";
// A pulse that is longer ends the message to the chain; what a chain needs between two messages.
constexpr base::Seconds longest_bit{4e-6};
constexpr base::Seconds pause{50e-6};
// The board keeps all bytes in its memory.
constexpr std::size_t most_bytes = 500;
// Of an update: messages have a limit, and an update costs as much as some unchanged bytes.
constexpr std::size_t longest_update = 16;
constexpr std::size_t worth_bridging = 5;
constexpr int most_tries = 8;

bool is_order(std::string order) {
    std::sort(order.begin(), order.end());
    return order == "BGR" || order == "BGRW";
}

std::size_t byte_count(const Neopixel::Config& config) {
    const auto& orders = config.color_order;
    if (orders.size() == 1)
        return orders.front().size() * static_cast<std::size_t>(config.chain_count);
    return std::accumulate(
        orders.begin(), orders.end(), std::size_t{0}, [](std::size_t sum, const auto& order) {
            return sum + order.size();
        });
}

}  // namespace

void Neopixel::describe(printer::Description<Neopixel>& module) {
    module.section("neopixel").named().doc("A chain of WS2812 lights or the like.");

    module.option<&Config::pin>("Output that leads to the first light.").required().output();
    module.option<&Config::chain_count>("How many lights there are.").at_least(1);
    module.option<&Config::color_order>(
        "Order of the colours, as GRB or GRBW; or one for each light, with commas between them.");
    describe_led(module);
}

void Neopixel::check(const Config& config, printer::Complaints& complaints) {
    if (!complaints.none_about({"color_order", "chain_count"})) return;
    const auto& orders = config.color_order;
    if (orders.size() != 1 && orders.size() != static_cast<std::size_t>(config.chain_count))
        return complaints.add(
            "color_order",
            "does not match chain_count: give one, or " + std::to_string(config.chain_count));
    for (const auto& order : orders)
        if (!is_order(order))
            return complaints.add(
                "color_order",
                "Invalid color_order '" + order + "'; R, G, B and maybe W, each once");
    if (byte_count(config) > most_bytes)
        complaints.add("chain_count",
                       "neopixel chain too long: it needs " + std::to_string(byte_count(config)) +
                           " bytes, boards have room for " + std::to_string(most_bytes));
}

Neopixel::Neopixel(const Config& config, printer::Context& context)
    : LedControl(config, config.chain_count, context), context_(context) {
    map_bytes(config);
    configure(config, context);
}

void Neopixel::map_bytes(const Config& config) {
    const auto& orders = config.color_order;
    for (std::size_t light = 0; light < colors().size(); ++light)
        for (const char part : orders.size() == 1 ? orders.front() : orders[light])
            bytes_.push_back({light, parts.find(part)});
}

void Neopixel::configure(const Config& config, printer::Context& context) {
    const auto pin =
        context.pins.claim(config.pin, {config.section, "pin"}, config::analog_prefixes);
    board_ = &pin.mcu;
    const auto number = board_->pin(pin.pin.name);
    const auto configure = board_->command<messages::ConfigNeopixel>(board_->default_queue());
    if (!configure) throw config.section.error("pin", configure.error().what);
    const auto update = board_->command<messages::NeopixelUpdate>(board_->new_queue());
    if (!update) throw config.section.error("pin", update.error().what);
    update_ = *update;
    oid_ = board_->configuration().create_oid();
    board_->configuration().add(configure->encode({oid_,
                                                   *number,
                                                   static_cast<std::uint16_t>(bytes_.size()),
                                                   board_->clock().ticks(longest_bit),
                                                   board_->clock().ticks(pause)}));
}

std::vector<std::uint8_t> Neopixel::wanted_bytes() const {
    std::vector<std::uint8_t> wanted;
    for (const Byte& byte : bytes_) wanted.push_back(led_bytes(colors()[byte.light])[byte.part]);
    return wanted;
}

void Neopixel::show(When when) {
    const auto wanted = wanted_bytes();
    if (sent_ == wanted) return;
    send_changes(wanted);
    sent_ = wanted;
    not_before_ = when ? board_->clock().clock_at(*when) : base::McuClock{};
    if (context_.offline) return;
    shine_again_ = true;
    if (!std::exchange(shining_, true))
        context_.executor.spawn(let_shine(), [this](std::exception_ptr) { shining_ = false; });
}

// Changes that are near to each other go together.
void Neopixel::send_changes(const std::vector<std::uint8_t>& wanted) {
    const auto differs = [&](std::size_t i) { return !sent_ || (*sent_)[i] != wanted[i]; };
    for (std::size_t first = 0; first < wanted.size();) {
        if (!differs(first)) {
            ++first;
            continue;
        }
        std::size_t end = first + 1;
        const std::size_t limit = std::min(wanted.size(), first + longest_update);
        for (std::size_t i = end; i < limit && i < end + worth_bridging; ++i)
            if (differs(i)) end = i + 1;
        const auto changed = wire::Bytes(wanted).subspan(first, end - first);
        update_->send({oid_, static_cast<std::uint16_t>(first), changed},
                      {.req_clock = {mcu::When::background}});
        first = end;
    }
}

// The board says when an interrupt came between; then the chain may have understood anything.
runtime::Task<> Neopixel::let_shine() {
    while (std::exchange(shine_again_, false)) {
        for (int tries = 0; tries < most_tries; ++tries) {
            const messages::NeopixelSend send{oid_};
            auto query =
                board_->query(send,
                              update_->queue(),
                              {.min_clock = not_before_, .req_clock = {mcu::When::background}});
            const auto result = co_await query;
            if (!result) co_return;  // the board is gone, which is reported
            if (result->success) break;
        }
    }
}

}  // namespace escapement::modules
