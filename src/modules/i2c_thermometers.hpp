// Temperature sensors on an I2C bus.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "mcu/i2c_device.hpp"
#include "modules/polled_thermometer.hpp"
#include "modules/temperature_request.hpp"

namespace escapement::modules {

// What they have in common.
class I2cThermometer : public PolledThermometer {
  protected:
    using Data = mcu::I2cDevice::Data;

    I2cThermometer(TemperatureRequest request,
                   base::Seconds interval,
                   int usual_address,
                   printer::Context& context);
    // Sends, waits, and then reads so many bytes.
    runtime::Task<base::Result<Data>> ask(Data command, base::Seconds wait, std::uint32_t count);
    // Sends and waits.
    runtime::Task<base::Result<void>> tell(Data command, base::Seconds wait);

  private:
    std::unique_ptr<mcu::I2cDevice> device_;
};

class Lm75 final : public I2cThermometer {
  public:
    Lm75(TemperatureRequest request, printer::Context& context);

  private:
    runtime::Task<base::Result<double>> measure() override;
};

// SHT30, SHT31, SHT35; measures by itself.
class Sht3x final : public I2cThermometer {
  public:
    Sht3x(TemperatureRequest request, printer::Context& context);

  private:
    runtime::Task<base::Result<void>> prepare() override;
    runtime::Task<base::Result<double>> measure() override;
};

// AHT10 (also called AHT1X), AHT20 (AHT2X) and AHT30 (AHT3X).
class Aht final : public I2cThermometer {
  public:
    Aht(TemperatureRequest request, printer::Context& context);

  private:
    runtime::Task<base::Result<void>> prepare() override;
    runtime::Task<base::Result<double>> measure() override;

    std::string type_;
};

// HTU21D, SHT21, SI7013, SI7020, SI7021.
class Htu21d final : public I2cThermometer {
  public:
    Htu21d(TemperatureRequest request, printer::Context& context);

  private:
    runtime::Task<base::Result<void>> prepare() override;
    runtime::Task<base::Result<double>> measure() override;

    std::string resolution_;
    bool hold_master_;
};

}  // namespace escapement::modules
