// A chip on an I2C bus of a microcontroller.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "mcu/mcu.hpp"
#include "mcu/pin_spec.hpp"
#include "messages/i2c.hpp"

namespace escapement::mcu {

// Belongs to one thread; the microcontroller must outlive it.
class I2cDevice {
  public:
    // A bus that the firmware makes by switching pins.
    struct SoftwareBus {
        PinSpec scl, sda;
    };
    // The hardware's by name; without one its first.
    struct HardwareBus {
        std::optional<std::string> name;
    };
    struct Settings {
        std::uint32_t address = 0;  // 7 bits
        std::variant<HardwareBus, SoftwareBus> bus;
        std::uint32_t rate_hz = 100000;
    };
    using Data = std::vector<std::uint8_t>;

    // Before the microcontroller is configured.  Fails if a pin or bus is not known or the
    // firmware lacks the commands.
    static base::Result<std::unique_ptr<I2cDevice>> make(Mcu& mcu, const Settings& settings);

    Mcu& mcu() const { return mcu_; }
    messages::Oid oid() const { return oid_; }
    CommandQueue queue() const { return transfer_.queue(); }

    // Sends bytes and does not wait for them to arrive.  Once the microcontroller is configured.
    void write(wire::Bytes data, When when = {});
    // Called, with what the bus says, when the chip has not taken what write() sent.
    void on_refusal(std::function<void(const std::string& why)> call) {
        on_refusal_ = std::move(call);
    }
    // Sends bytes, then reads; either may be nothing.  Fails if the chip does not answer.  Not
    // offline.
    runtime::Task<base::Result<Data>> transfer(Data data, std::uint32_t read_count);
    // Fails, naming the chip and what the bus says, unless a transfer went well.
    base::Result<void> judge(messages::I2cStatus status) const;

  private:
    I2cDevice(Mcu& mcu, const Command<messages::I2cTransfer>& transfer, std::uint32_t address)
        : mcu_(mcu),
          transfer_(transfer),
          address_(address),
          oid_(mcu.configuration().create_oid()) {}
    base::Result<void> configure(const Settings& settings);
    void listen();
    base::Result<EncodedMessage> bus_message(const Settings& settings) const;

    Mcu& mcu_;
    Command<messages::I2cTransfer> transfer_;
    std::uint32_t address_;
    messages::Oid oid_;
    int asking_ = 0;  // transfers that judge the answer themselves
    std::function<void(const std::string& why)> on_refusal_;
    Subscription subscription_;
};

}  // namespace escapement::mcu
