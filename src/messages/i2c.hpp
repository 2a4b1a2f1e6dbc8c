// Devices on an I2C bus, of the board's hardware or of two pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

// How a transfer ended.
enum class I2cStatus : std::uint8_t { success, nack, start_nack, start_read_nack, bus_timeout };
// The enumeration `i2c_bus_status`, by number.
inline constexpr auto i2c_status_names = std::to_array<std::string_view>(
    {"SUCCESS", "NACK", "START_NACK", "START_READ_NACK", "BUS_TIMEOUT"});

struct ConfigI2c {
    Oid oid;

    static constexpr wire::Schema<"config_i2c", &ConfigI2c::oid> schema{};
};

struct I2cSetBus {
    Oid oid;
    std::uint32_t i2c_bus{};  // as the enumeration `i2c_bus` numbers them
    std::uint32_t rate{};     // in hertz
    std::uint32_t address{};  // of the device, 7 bits

    static constexpr wire::Schema<"i2c_set_bus",
                                  &I2cSetBus::oid,
                                  &I2cSetBus::i2c_bus,
                                  &I2cSetBus::rate,
                                  &I2cSetBus::address>
        schema{};
};

// A bus that the firmware makes by pulling pins low.
struct I2cSetSwBus {
    Oid oid;
    PinNumber scl_pin;
    PinNumber sda_pin;
    base::Ticks32 pulse_ticks;  // half a period of the clock, at least
    std::uint32_t address{};

    static constexpr wire::Schema<"i2c_set_sw_bus",
                                  &I2cSetSwBus::oid,
                                  &I2cSetSwBus::scl_pin,
                                  &I2cSetSwBus::sda_pin,
                                  &I2cSetSwBus::pulse_ticks,
                                  &I2cSetSwBus::address>
        schema{};
};

struct I2cResponse {
    Oid oid;
    I2cStatus i2c_bus_status{};
    wire::Bytes response;  // of the length that was asked for

    static constexpr wire::Schema<"i2c_response",
                                  &I2cResponse::oid,
                                  &I2cResponse::i2c_bus_status,
                                  &I2cResponse::response>
        schema{};
};

// Writes, then reads.  Either may be empty; if both are, the device is only addressed.
struct I2cTransfer {
    Oid oid;
    wire::Bytes write;
    std::uint32_t read_len{};
    using Reply = I2cResponse;

    static constexpr wire::
        Schema<"i2c_transfer", &I2cTransfer::oid, &I2cTransfer::write, &I2cTransfer::read_len>
            schema{};
};

}  // namespace escapement::messages
