// Devices on an SPI bus, of the board's hardware or of three pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct ConfigSpi {
    Oid oid;
    PinNumber pin;          // chip select
    bool cs_active_high{};  // else low while the chip is selected

    static constexpr wire::
        Schema<"config_spi", &ConfigSpi::oid, &ConfigSpi::pin, &ConfigSpi::cs_active_high>
            schema{};
};

// A chip that is always selected, or by the bus itself.
struct ConfigSpiWithoutCs {
    Oid oid;

    static constexpr wire::Schema<"config_spi_without_cs", &ConfigSpiWithoutCs::oid> schema{};
};

// Once for each device, unless spi_set_sw_bus is.
struct SpiSetBus {
    Oid oid;
    std::uint32_t spi_bus{};  // as the enumeration `spi_bus` numbers them
    std::uint32_t mode{};     // 0 to 3: clock polarity * 2 + clock phase
    std::uint32_t rate{};     // in hertz, at most

    static constexpr wire::Schema<"spi_set_bus",
                                  &SpiSetBus::oid,
                                  &SpiSetBus::spi_bus,
                                  &SpiSetBus::mode,
                                  &SpiSetBus::rate>
        schema{};
};

// A bus that the firmware makes by switching pins.
struct SpiSetSwBus {
    Oid oid;
    PinNumber miso_pin;
    PinNumber mosi_pin;
    PinNumber sclk_pin;
    std::uint32_t mode{};       // as in spi_set_bus
    base::Ticks32 pulse_ticks;  // a whole period of the clock, at least

    static constexpr wire::Schema<"spi_set_sw_bus",
                                  &SpiSetSwBus::oid,
                                  &SpiSetSwBus::miso_pin,
                                  &SpiSetSwBus::mosi_pin,
                                  &SpiSetSwBus::sclk_pin,
                                  &SpiSetSwBus::mode,
                                  &SpiSetSwBus::pulse_ticks>
        schema{};
};

struct SpiTransferResponse {
    Oid oid;
    wire::Bytes response;  // as many bytes as were sent

    static constexpr wire::
        Schema<"spi_transfer_response", &SpiTransferResponse::oid, &SpiTransferResponse::response>
            schema{};
};

struct SpiTransfer {
    Oid oid;
    wire::Bytes data;
    using Reply = SpiTransferResponse;

    static constexpr wire::Schema<"spi_transfer", &SpiTransfer::oid, &SpiTransfer::data> schema{};
};

// A transfer whose answer nobody wants.
struct SpiSend {
    Oid oid;
    wire::Bytes data;

    static constexpr wire::Schema<"spi_send", &SpiSend::oid, &SpiSend::data> schema{};
};

// What is sent to a device when the board shuts down.
struct ConfigSpiShutdown {
    Oid oid;
    Oid spi_oid;
    wire::Bytes shutdown_msg;

    static constexpr wire::Schema<"config_spi_shutdown",
                                  &ConfigSpiShutdown::oid,
                                  &ConfigSpiShutdown::spi_oid,
                                  &ConfigSpiShutdown::shutdown_msg>
        schema{};
};

}  // namespace escapement::messages
