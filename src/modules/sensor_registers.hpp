// The registers of a sensor on an SPI or I2C bus.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <variant>

#include "base/result.hpp"
#include "chips/accelerometer.hpp"
#include "mcu/i2c_device.hpp"
#include "mcu/spi_device.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Of eight bits, at addresses of seven.  Belongs to the main thread; not for use offline.
class SensorRegisters {
  public:
    explicit SensorRegisters(std::unique_ptr<mcu::SpiDevice> device) : device_(std::move(device)) {}
    explicit SensorRegisters(std::unique_ptr<mcu::I2cDevice> device) : device_(std::move(device)) {}

    chips::SensorBus bus() const {
        return device_.index() == 0 ? chips::SensorBus::spi : chips::SensorBus::i2c;
    }
    mcu::Mcu& mcu() const;
    messages::Oid oid() const;
    mcu::CommandQueue queue() const;

    // These fail if the board or the chip does not answer.
    runtime::Task<base::Result<std::uint8_t>> read(std::uint8_t address);
    runtime::Task<base::Result<void>> write(std::uint8_t address, std::uint8_t value);

  private:
    using Spi = std::unique_ptr<mcu::SpiDevice>;
    using I2c = std::unique_ptr<mcu::I2cDevice>;

    std::variant<Spi, I2c> device_;
};

}  // namespace escapement::modules
