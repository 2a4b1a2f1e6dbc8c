// A sensor's registers, be it on SPI or on I2C, where a board has such buses.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "firmware/core.hpp"
#include "firmware/i2c.hpp"
#include "firmware/spi.hpp"
#include "messages/fifo_accelerometer.hpp"

namespace escapement::firmware {

namespace detail {

struct NoChip {};
template <Board B, Scheduler S>
struct SpiChipOf {
    using Type = NoChip;
};
template <BoardWithSpi B, Scheduler S>
struct SpiChipOf<B, S> {
    using Type = SpiDevice<B, S>;
};
template <Board B, Scheduler S>
struct I2cChipOf {
    using Type = NoChip;
};
template <BoardWithI2c B, Scheduler S>
struct I2cChipOf<B, S> {
    using Type = I2cDevice<B, S>;
};

}  // namespace detail

// Where a register is; chips want other bits set on either bus when several bytes are read.
struct RegisterPlace {
    std::uint8_t on_spi = 0;
    std::uint8_t on_i2c = 0;
};

template <Board B, Scheduler S>
class SensorBus {
  public:
    static constexpr std::size_t most_bytes = 48;

    // Shuts the board down if there is no such chip.
    static SensorBus find(Core<B, S>& core, messages::BusOidType type, Oid oid) {
        SensorBus bus;
        if constexpr (BoardWithSpi<B>)
            if (type == messages::BusOidType::spi) bus.spi_ = core.template find<Spi>(oid);
        if constexpr (BoardWithI2c<B>)
            if (type == messages::BusOidType::i2c) bus.i2c_ = core.template find<I2c>(oid);
        if (!bus && !core.is_shutdown()) core.shut_down(Reason::sensor_bus_type);
        return bus;
    }
    explicit operator bool() const { return spi_ || i2c_; }

    // At most `most_bytes`.  False if the chip does not answer, which only I2C notices.
    bool read(RegisterPlace place, std::span<std::uint8_t> to) {
        if constexpr (BoardWithSpi<B>)
            if (spi_) return read_spi(place.on_spi, to);
        if constexpr (BoardWithI2c<B>)
            if (i2c_) return i2c_->read(place.on_i2c, to);
        return false;
    }

  private:
    using Spi = typename detail::SpiChipOf<B, S>::Type;
    using I2c = typename detail::I2cChipOf<B, S>::Type;
    static constexpr std::uint8_t reading = 0x80;

    bool read_spi(std::uint8_t address, std::span<std::uint8_t> to) {
        std::array<std::uint8_t, most_bytes + 1> buffer{};
        buffer[0] = static_cast<std::uint8_t>(address | reading);
        const auto message = std::span(buffer).first(to.size() + 1);
        spi_->exchange(message);
        std::copy(message.begin() + 1, message.end(), to.begin());
        return true;
    }

    Spi* spi_ = nullptr;
    I2c* i2c_ = nullptr;
};

}  // namespace escapement::firmware
