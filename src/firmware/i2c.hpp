// Chips on an I2C bus: transfers for the host.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "firmware/soft_i2c.hpp"
#include "messages/i2c.hpp"
#include "wire/frame.hpp"

namespace escapement::firmware {

template <BoardWithI2c B, Scheduler S>
class I2cDevice {
  public:
    I2cDevice(Core<B, S>& core, const messages::ConfigI2c& config)
        : core_(core), oid_(config.oid) {}
    I2cDevice(const I2cDevice&) = delete;
    I2cDevice& operator=(const I2cDevice&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigI2c& config) {
        core.template add<I2cDevice>(config);
    }
    // The bus may be chosen again.
    void set_bus(const messages::I2cSetBus& message);
    void set_soft_bus(const messages::I2cSetSwBus& message);
    void answer(const messages::I2cTransfer& message);

    // For other devices: bytes from a register of the chip.  False if it does not answer.
    bool read(std::uint8_t address, std::span<std::uint8_t> to) {
        return (port_ || soft_bus_) && transfer({&address, 1}, to) == messages::I2cStatus::success;
    }

    void shut_down() {}

  private:
    // What fits a response behind its identifier, oid, status and length.
    static constexpr std::size_t max_read = wire::max_payload_size - 5;
    // Half a period of the slowest clock; a whole message takes a fifth of a second then.
    static constexpr std::uint32_t max_pulse_us = 100;

    messages::I2cStatus transfer(wire::Bytes write, std::span<std::uint8_t> read);

    Core<B, S>& core_;
    std::optional<typename B::I2c> port_;
    std::optional<SoftI2c<B>> soft_bus_;
    Oid oid_;
};

template <BoardWithI2c B, Scheduler S>
void I2cDevice<B, S>::set_bus(const messages::I2cSetBus& message) {
    const auto address = static_cast<std::uint8_t>(message.address & 0x7f);
    const auto port = core_.board().i2c(message.i2c_bus, message.rate, address);
    if (!port) return core_.shut_down(port.reason());
    port_ = *port;
    soft_bus_.reset();
}

template <BoardWithI2c B, Scheduler S>
void I2cDevice<B, S>::set_soft_bus(const messages::I2cSetSwBus& message) {
    if (message.pulse_ticks.raw > core_.ticks(max_pulse_us).raw)
        return core_.shut_down(Reason::invalid_i2c_config);
    B& board = core_.board();
    const auto scl = board.input(message.scl_pin, Pull::up);
    if (!scl) return core_.shut_down(scl.reason());
    const auto sda = board.input(message.sda_pin, Pull::up);
    if (!sda) return core_.shut_down(sda.reason());
    soft_bus_.emplace(board,
                      typename SoftI2c<B>::Lines{OpenDrain<B>(board, message.scl_pin, *scl),
                                                 OpenDrain<B>(board, message.sda_pin, *sda)},
                      static_cast<std::uint8_t>(message.address & 0x7f),
                      message.pulse_ticks);
    port_.reset();
}

template <BoardWithI2c B, Scheduler S>
messages::I2cStatus I2cDevice<B, S>::transfer(wire::Bytes write, std::span<std::uint8_t> read) {
    if (port_) return port_->transfer(write, read);
    const auto status = soft_bus_->transfer(write, read);
    const Reason fault = soft_bus_->take_fault();
    if (fault != Reason::none) core_.shut_down(fault);
    return status;
}

template <BoardWithI2c B, Scheduler S>
void I2cDevice<B, S>::answer(const messages::I2cTransfer& message) {
    if (!port_ && !soft_bus_) return core_.shut_down(Reason::invalid_i2c_config);
    if (message.read_len > max_read) return core_.shut_down(Reason::response_too_long);
    std::array<std::uint8_t, max_read> buffer{};
    const auto read = std::span(buffer).first(message.read_len);
    const auto status = transfer(message.write, read);
    core_.send(messages::I2cResponse{oid_, status, read});
}

template <BoardWithI2c B, Scheduler S>
using I2cCommands = CommandList<Command<&I2cDevice<B, S>::configure>,
                                Command<&I2cDevice<B, S>::set_bus>,
                                Command<&I2cDevice<B, S>::set_soft_bus>,
                                Command<&I2cDevice<B, S>::answer>>;

}  // namespace escapement::firmware
