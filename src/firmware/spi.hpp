// Chips on an SPI bus: transfers for the host and for other devices, and last words.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "firmware/soft_spi.hpp"
#include "messages/spi.hpp"
#include "wire/frame.hpp"

namespace escapement::firmware {

// The slowest period of a clock that is made by switching pins: with it a whole message takes a
// twentieth of a second, during which no other command is carried out.
inline constexpr std::uint32_t max_soft_pulse_us = 100;

template <BoardWithSpi B, Scheduler S>
class SpiDevice {
  public:
    using Output = typename B::Output;

    SpiDevice(Core<B, S>& core, const messages::ConfigSpi& config, Output select)
        : core_(core), select_(select), oid_(config.oid), select_level_(config.cs_active_high) {}
    SpiDevice(Core<B, S>& core, const messages::ConfigSpiWithoutCs& config)
        : core_(core), oid_(config.oid) {}
    SpiDevice(const SpiDevice&) = delete;
    SpiDevice& operator=(const SpiDevice&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigSpi& config);
    static void configure_without_select(Core<B, S>& core,
                                         const messages::ConfigSpiWithoutCs& config) {
        core.template add<SpiDevice>(config);
    }
    void set_bus(const messages::SpiSetBus& message);
    void set_soft_bus(const messages::SpiSetSwBus& message);
    void answer(const messages::SpiTransfer& message);
    void send(const messages::SpiSend& message);

    // Selects the chip, sends the bytes and puts in their place what came back.  Without a bus
    // nothing happens.  Task context, or when shutting down.
    void exchange(std::span<std::uint8_t> data);

    void shut_down() { select(false); }

  private:
    using Buffer = std::array<std::uint8_t, wire::max_payload_size>;

    void select(bool selected) {
        if (select_) select_->write(selected == select_level_);
    }
    bool has_bus() const { return port_ || soft_bus_; }
    std::span<std::uint8_t> exchanged(wire::Bytes data, Buffer& buffer);
    template <class Bus>
    void exchange_on(Bus& bus, std::span<std::uint8_t> data);

    Core<B, S>& core_;
    std::optional<Output> select_;
    std::optional<typename B::Spi> port_;
    std::optional<SoftSpi<B>> soft_bus_;
    Oid oid_;
    bool select_level_ = false;
};

template <BoardWithSpi B, Scheduler S>
void SpiDevice<B, S>::configure(Core<B, S>& core, const messages::ConfigSpi& config) {
    const auto select = core.board().output(config.pin, !config.cs_active_high);
    if (!select) return core.shut_down(select.reason());
    core.template add<SpiDevice>(config, *select);
}

template <BoardWithSpi B, Scheduler S>
void SpiDevice<B, S>::set_bus(const messages::SpiSetBus& message) {
    if (message.mode > 3 || has_bus()) return core_.shut_down(Reason::invalid_spi_config);
    const auto mode = static_cast<std::uint8_t>(message.mode);
    const auto port = core_.board().spi(message.spi_bus, mode, message.rate);
    if (!port) return core_.shut_down(port.reason());
    port_ = *port;
}

template <BoardWithSpi B, Scheduler S>
void SpiDevice<B, S>::set_soft_bus(const messages::SpiSetSwBus& message) {
    const bool too_slow = message.pulse_ticks.raw > core_.ticks(max_soft_pulse_us).raw;
    if (message.mode > 3 || has_bus() || too_slow)
        return core_.shut_down(Reason::invalid_spi_config);
    const auto miso = core_.board().input(message.miso_pin, Pull::up);
    if (!miso) return core_.shut_down(miso.reason());
    const auto mosi = core_.board().output(message.mosi_pin, false);
    if (!mosi) return core_.shut_down(mosi.reason());
    const auto sclk = core_.board().output(message.sclk_pin, false);
    if (!sclk) return core_.shut_down(sclk.reason());
    const auto mode = static_cast<std::uint8_t>(message.mode);
    soft_bus_.emplace(
        core_.board(), typename SoftSpi<B>::Pins{*miso, *mosi, *sclk}, mode, message.pulse_ticks);
}

template <BoardWithSpi B, Scheduler S>
void SpiDevice<B, S>::exchange(std::span<std::uint8_t> data) {
    if (port_) return exchange_on(*port_, data);
    if (soft_bus_) exchange_on(*soft_bus_, data);
}

template <BoardWithSpi B, Scheduler S>
template <class Bus>
void SpiDevice<B, S>::exchange_on(Bus& bus, std::span<std::uint8_t> data) {
    bus.prepare();
    select(true);
    bus.exchange(data);
    select(false);
}

template <BoardWithSpi B, Scheduler S>
std::span<std::uint8_t> SpiDevice<B, S>::exchanged(wire::Bytes data, Buffer& buffer) {
    std::copy(data.begin(), data.end(), buffer.begin());
    const auto bytes = std::span(buffer).first(data.size());
    exchange(bytes);
    return bytes;
}

template <BoardWithSpi B, Scheduler S>
void SpiDevice<B, S>::answer(const messages::SpiTransfer& message) {
    Buffer buffer;
    core_.send(messages::SpiTransferResponse{oid_, exchanged(message.data, buffer)});
}

template <BoardWithSpi B, Scheduler S>
void SpiDevice<B, S>::send(const messages::SpiSend& message) {
    Buffer buffer;
    exchanged(message.data, buffer);
}

// What a chip is told when the board shuts down, when no chip is selected any more.
template <BoardWithSpi B, Scheduler S>
class SpiShutdown {
  public:
    SpiShutdown(const Core<B, S>&,
                const messages::ConfigSpiShutdown&,
                SpiDevice<B, S>* chip,
                std::span<const std::uint8_t> words)
        : chip_(*chip), words_(words) {}
    SpiShutdown(const SpiShutdown&) = delete;
    SpiShutdown& operator=(const SpiShutdown&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigSpiShutdown& config) {
        auto* chip = core.template find<SpiDevice<B, S>>(config.spi_oid);
        if (!chip) return;
        const auto words = core.template make_array<std::uint8_t>(config.shutdown_msg.size());
        if (words.size() < config.shutdown_msg.size()) return;
        std::copy(config.shutdown_msg.begin(), config.shutdown_msg.end(), words.begin());
        core.template add<SpiShutdown>(config, chip, std::span<const std::uint8_t>(words));
    }

    void shut_down() {}
    void say_last_words() {
        std::array<std::uint8_t, wire::max_payload_size> buffer;
        std::copy(words_.begin(), words_.end(), buffer.begin());
        chip_.exchange(std::span(buffer).first(words_.size()));
    }

  private:
    SpiDevice<B, S>& chip_;
    std::span<const std::uint8_t> words_;
};

template <BoardWithSpi B, Scheduler S>
using SpiCommands = CommandList<Command<&SpiDevice<B, S>::configure>,
                                Command<&SpiDevice<B, S>::configure_without_select>,
                                Command<&SpiDevice<B, S>::set_bus>,
                                Command<&SpiDevice<B, S>::set_soft_bus>,
                                Command<&SpiDevice<B, S>::answer>,
                                Command<&SpiDevice<B, S>::send>,
                                Command<&SpiShutdown<B, S>::configure>>;

}  // namespace escapement::firmware
