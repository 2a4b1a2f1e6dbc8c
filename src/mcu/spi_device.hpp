// A chip on an SPI bus of a microcontroller.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "mcu/mcu.hpp"
#include "mcu/pin_spec.hpp"
#include "messages/spi.hpp"

namespace escapement::mcu {

// The number of a bus that the board's firmware calls so; without a name its first one.  Fails,
// naming those there are.  `kind` is "spi" or "i2c".
base::Result<std::uint32_t> find_bus(const Mcu& mcu,
                                     std::string_view kind,
                                     const std::optional<std::string>& name);

// Belongs to one thread; the microcontroller must outlive it.
class SpiDevice {
  public:
    // A bus that the firmware makes by switching pins.
    struct SoftwareBus {
        PinSpec miso, mosi, sclk;
    };
    // The hardware's by name; without one its first.
    struct HardwareBus {
        std::optional<std::string> name;
    };
    struct Settings {
        std::optional<PinSpec> select;  // none for a chip that is always selected
        bool select_high = false;
        std::variant<HardwareBus, SoftwareBus> bus;
        std::uint32_t mode = 0;
        std::uint32_t rate_hz = 100000;
    };
    // Before the microcontroller is configured.  Fails if a pin or bus is not known or the
    // firmware lacks the commands.
    static base::Result<std::unique_ptr<SpiDevice>> make(Mcu& mcu, const Settings& settings);

    Mcu& mcu() const { return mcu_; }
    messages::Oid oid() const { return oid_; }
    CommandQueue queue() const { return commands_.send.queue(); }

    // Sends bytes whose answer nobody wants; until the microcontroller is configured, as part of
    // that.
    void send(wire::Bytes data, When when = {});
    // Sends bytes and gets as many back.  Not offline.
    runtime::Task<base::Result<std::vector<std::uint8_t>>> transfer(std::vector<std::uint8_t> data,
                                                                    When when = {});
    // Sent by the board when it shuts down.
    void send_at_shutdown(wire::Bytes data);

  private:
    struct Commands {
        Command<messages::SpiSend> send;
        Command<messages::ConfigSpiShutdown> shutdown;
    };
    SpiDevice(Mcu& mcu, const Commands& commands)
        : mcu_(mcu), commands_(commands), oid_(mcu.configuration().create_oid()) {}
    base::Result<void> configure(const Settings& settings);
    base::Result<EncodedMessage> bus_message(const Settings& settings) const;

    Mcu& mcu_;
    Commands commands_;
    messages::Oid oid_;
};

}  // namespace escapement::mcu
