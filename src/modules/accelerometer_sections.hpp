// The sections of accelerometers, one for each kind of chip.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/accelerometer.hpp"
#include "printer/bus_config.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// [adxl345] and [adxl345 my_name].  Belongs to the main thread.
class Adxl345 {
  public:
    struct Config : printer::SpiBusConfig {
        Config() { spi_speed = 5000000; }
        printer::SectionName section;
        printer::PinName cs_pin;
        int rate = 3200;
        std::vector<std::string> axes_map{"x", "y", "z"};
    };
    static void describe(printer::Description<Adxl345>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Adxl345(const Config& config, printer::Context& context);

  private:
    Accelerometer chip_;
};

// What chips on either bus have: on SPI where a pin selects them, on I2C else.
struct EitherBusConfig : printer::SpiBusConfig, printer::I2cBusConfig {
    printer::SectionName section;
    std::optional<printer::PinName> cs_pin;
    std::vector<std::string> axes_map{"x", "y", "z"};
};

// [lis2dw].  Belongs to the main thread.
class Lis2dw {
  public:
    struct Config : EitherBusConfig {
        Config();
    };
    static void describe(printer::Description<Lis2dw>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Lis2dw(const Config& config, printer::Context& context);

  private:
    Accelerometer chip_;
};

// [lis3dh].  Belongs to the main thread.
class Lis3dh {
  public:
    struct Config : EitherBusConfig {
        Config();
    };
    static void describe(printer::Description<Lis3dh>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Lis3dh(const Config& config, printer::Context& context);

  private:
    Accelerometer chip_;
};

// [bmi160].  Belongs to the main thread.
class Bmi160 {
  public:
    struct Config : EitherBusConfig {
        Config();
    };
    static void describe(printer::Description<Bmi160>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Bmi160(const Config& config, printer::Context& context);

  private:
    Accelerometer chip_;
};

// What chips on I2C alone have.
struct I2cSensorConfig : printer::I2cBusConfig {
    printer::SectionName section;
    int rate = 0;
    std::vector<std::string> axes_map{"x", "y", "z"};
};

// [mpu9250].  Belongs to the main thread.
class Mpu9250 {
  public:
    struct Config : I2cSensorConfig {
        Config();
    };
    static void describe(printer::Description<Mpu9250>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Mpu9250(const Config& config, printer::Context& context);

  private:
    Accelerometer chip_;
};

// [icm20948].  Belongs to the main thread.
class Icm20948 {
  public:
    struct Config : I2cSensorConfig {
        Config();
    };
    static void describe(printer::Description<Icm20948>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Icm20948(const Config& config, printer::Context& context);

  private:
    Accelerometer chip_;
};

}  // namespace escapement::modules
