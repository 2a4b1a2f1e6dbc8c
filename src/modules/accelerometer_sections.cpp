// Builds accelerometers from their sections.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/accelerometer_sections.hpp"

#include "messages/fifo_accelerometer.hpp"
#include "modules/accelerometers.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

// Deviations of the sensor's pace are made up for within two batches.
constexpr double catch_up_s = 0.2;

// Everything but the section.
struct Making {
    const chips::Accelerometer& chip;
    std::unique_ptr<SensorRegisters> registers;
    int rate_hz = 0;
    const std::vector<std::string>& axes_map;
};

template <class Query, class Status, class MakeConfig>
Accelerometer::Parts make_parts(Making making,
                                const printer::SectionName& section,
                                const MakeConfig& config) {
    auto sensor =
        mcu::BulkSensor::make<Query, Status>(making.registers->mcu(),
                                             {.queue = making.registers->queue(),
                                              .measurement_size = making.chip.measurement_size(),
                                              .catch_up = catch_up_s * making.rate_hz},
                                             config);
    if (!sensor) throw section.error("", sensor.error().what);
    return {.chip = making.chip,
            .section = section,
            .axes = parse_axes_map(making.axes_map).value_or(ChipAxes{}),
            .rate_hz = making.rate_hz,
            .registers = std::move(making.registers),
            .sensor = *std::move(sensor)};
}

constexpr const char* axes_text =
    "The printer's x, y and z as axes of the chip, with '-' where they point the other way.";

// Adxl345

Accelerometer::Parts adxl345_parts(const Adxl345::Config& config, printer::Context& context) {
    const auto& chip = *chips::find_accelerometer("adxl345");
    auto device = printer::make_spi_device(
        config,
        {.select = config.cs_pin, .option = "cs_pin", .mode = chip.spi_mode},
        config.section,
        context);
    const auto spi = device->oid();
    return make_parts<messages::QueryAdxl345, messages::QueryAdxl345Status>(
        {chip, std::make_unique<SensorRegisters>(std::move(device)), config.rate, config.axes_map},
        config.section,
        [spi](messages::Oid oid) {
            return messages::ConfigAdxl345{oid, spi};
        });
}

// Chips on either bus

messages::BusOidType bus_type(chips::SensorBus bus) {
    return bus == chips::SensorBus::spi ? messages::BusOidType::spi : messages::BusOidType::i2c;
}

std::unique_ptr<SensorRegisters> open_either_bus(const chips::Accelerometer& chip,
                                                 const EitherBusConfig& config,
                                                 printer::Context& context) {
    if (config.cs_pin)
        return std::make_unique<SensorRegisters>(printer::make_spi_device(
            config,
            {.select = *config.cs_pin, .option = "cs_pin", .mode = chip.spi_mode},
            config.section,
            context));
    return std::make_unique<SensorRegisters>(
        printer::make_i2c_device(config, chip.i2c_address, config.section, context));
}

Accelerometer::Parts lis_parts(std::string_view name,
                               messages::LisChipType type,
                               const EitherBusConfig& config,
                               printer::Context& context) {
    const auto& chip = *chips::find_accelerometer(name);
    auto registers = open_either_bus(chip, config, context);
    const auto bus = registers->oid();
    const auto on = bus_type(registers->bus());
    return make_parts<messages::QueryLis2dw, messages::QueryLis2dwStatus>(
        {chip, std::move(registers), chip.rates.back().hz, config.axes_map},
        config.section,
        [=](messages::Oid oid) {
            return messages::ConfigLis2dw{oid, bus, on, type};
        });
}

Accelerometer::Parts bmi160_parts(const Bmi160::Config& config, printer::Context& context) {
    const auto& chip = *chips::find_accelerometer("bmi160");
    auto registers = open_either_bus(chip, config, context);
    const auto bus = registers->oid();
    const auto on = bus_type(registers->bus());
    return make_parts<messages::QueryBmi160, messages::QueryBmi160Status>(
        {chip, std::move(registers), chip.rates.back().hz, config.axes_map},
        config.section,
        [=](messages::Oid oid) {
            return messages::ConfigBmi160{oid, bus, on};
        });
}

void set_defaults(EitherBusConfig& config, std::string_view name, int spi_speed) {
    config.spi_speed = spi_speed;
    config.i2c_speed = 400000;
    config.i2c_address = chips::find_accelerometer(name)->i2c_address;
}

void check_either_bus(const EitherBusConfig& config, printer::Complaints& complaints) {
    check_axes_map(config.axes_map, complaints);
    if (config.cs_pin)
        printer::check_spi_bus(complaints);
    else
        printer::check_i2c_bus(config, complaints);
}

template <class Module>
void describe_either_bus(printer::Description<Module>& module) {
    module
        .template option<&EitherBusConfig::cs_pin>(
            "Pin that selects the chip on an SPI bus; without it the chip is on an I2C bus.")
        .output();
    module.template option<&EitherBusConfig::axes_map>(axes_text);
    printer::describe_spi_bus(module);
    printer::describe_i2c_bus(module);
}

// Chips on I2C

template <class Query, class Status, class Config>
Accelerometer::Parts i2c_parts(std::string_view name,
                               const I2cSensorConfig& config,
                               printer::Context& context) {
    const auto& chip = *chips::find_accelerometer(name);
    auto device = printer::make_i2c_device(config, chip.i2c_address, config.section, context);
    const auto bus = device->oid();
    return make_parts<Query, Status>(
        {chip, std::make_unique<SensorRegisters>(std::move(device)), config.rate, config.axes_map},
        config.section,
        [bus](messages::Oid oid) {
            return Config{oid, bus};
        });
}

void set_defaults(I2cSensorConfig& config, std::string_view name) {
    const auto* chip = chips::find_accelerometer(name);
    config.i2c_speed = 400000;
    config.i2c_address = chip->i2c_address;
    config.rate = chip->rates.back().hz;
}

void check_i2c_sensor(std::string_view name,
                      const I2cSensorConfig& config,
                      printer::Complaints& complaints) {
    check_axes_map(config.axes_map, complaints);
    check_rate(name, config.rate, complaints);
    printer::check_i2c_bus(config, complaints);
}

template <class Module>
void describe_i2c_sensor(printer::Description<Module>& module, const char* rate_text) {
    module.template option<&I2cSensorConfig::rate>(rate_text).unit("Hz");
    module.template option<&I2cSensorConfig::axes_map>(axes_text);
    printer::describe_i2c_bus(module);
}

}  // namespace

Adxl345::Adxl345(const Config& config, printer::Context& context)
    : chip_(adxl345_parts(config, context), context) {
    context.modules.the<Accelerometers>().add(chip_);
}

void Adxl345::check(const Config& config, printer::Complaints& complaints) {
    check_axes_map(config.axes_map, complaints);
    check_rate("adxl345", config.rate, complaints);
    printer::check_spi_bus(complaints);
}

void Adxl345::describe(printer::Description<Adxl345>& module) {
    module.section("adxl345").named_or_not().doc("Accelerometer ADXL345 on an SPI bus.");
    module.option<&Config::cs_pin>("Pin that selects the chip.").required().output();
    module.option<&Config::rate>("Measurements a second: 25, 50, 100, 200, 400, 800, 1600 or 3200.")
        .unit("Hz");
    module.option<&Config::axes_map>(axes_text);
    printer::describe_spi_bus(module);
}

// Lis2dw

Lis2dw::Config::Config() {
    set_defaults(*this, "lis2dw", 5000000);
}

Lis2dw::Lis2dw(const Config& config, printer::Context& context)
    : chip_(lis_parts("lis2dw", messages::LisChipType::lis2dw, config, context), context) {
    context.modules.the<Accelerometers>().add(chip_);
}

void Lis2dw::check(const Config& config, printer::Complaints& complaints) {
    check_either_bus(config, complaints);
}

void Lis2dw::describe(printer::Description<Lis2dw>& module) {
    module.section("lis2dw").named_or_not().doc("Accelerometer LIS2DW on an SPI or I2C bus.");
    describe_either_bus(module);
}

// Lis3dh

Lis3dh::Config::Config() {
    set_defaults(*this, "lis3dh", 5000000);
}

Lis3dh::Lis3dh(const Config& config, printer::Context& context)
    : chip_(lis_parts("lis3dh", messages::LisChipType::lis3dh, config, context), context) {
    context.modules.the<Accelerometers>().add(chip_);
}

void Lis3dh::check(const Config& config, printer::Complaints& complaints) {
    check_either_bus(config, complaints);
}

void Lis3dh::describe(printer::Description<Lis3dh>& module) {
    module.section("lis3dh").named_or_not().doc("Accelerometer LIS3DH on an SPI or I2C bus.");
    describe_either_bus(module);
}

// Bmi160

Bmi160::Config::Config() {
    set_defaults(*this, "bmi160", 1000000);
}

Bmi160::Bmi160(const Config& config, printer::Context& context)
    : chip_(bmi160_parts(config, context), context) {
    context.modules.the<Accelerometers>().add(chip_);
}

void Bmi160::check(const Config& config, printer::Complaints& complaints) {
    check_either_bus(config, complaints);
}

void Bmi160::describe(printer::Description<Bmi160>& module) {
    module.section("bmi160").named_or_not().doc("Accelerometer BMI160 on an SPI or I2C bus.");
    describe_either_bus(module);
}

// Mpu9250

Mpu9250::Config::Config() {
    set_defaults(*this, "mpu9250");
}

Mpu9250::Mpu9250(const Config& config, printer::Context& context)
    : chip_(
          i2c_parts<messages::QueryMpu9250, messages::QueryMpu9250Status, messages::ConfigMpu9250>(
              "mpu9250", config, context),
          context) {
    context.modules.the<Accelerometers>().add(chip_);
}

void Mpu9250::check(const Config& config, printer::Complaints& complaints) {
    check_i2c_sensor("mpu9250", config, complaints);
}

void Mpu9250::describe(printer::Description<Mpu9250>& module) {
    module.section("mpu9250").named_or_not().doc(
        "Accelerometer MPU-9250 on an I2C bus, and its relatives from MPU-6050 to MPU-9515.");
    describe_i2c_sensor(module, "Measurements a second; only 4000.");
}

// Icm20948

Icm20948::Config::Config() {
    set_defaults(*this, "icm20948");
}

Icm20948::Icm20948(const Config& config, printer::Context& context)
    : chip_(i2c_parts<messages::QueryIcm20948,
                      messages::QueryIcm20948Status,
                      messages::ConfigIcm20948>("icm20948", config, context),
            context) {
    context.modules.the<Accelerometers>().add(chip_);
}

void Icm20948::check(const Config& config, printer::Complaints& complaints) {
    check_i2c_sensor("icm20948", config, complaints);
}

void Icm20948::describe(printer::Description<Icm20948>& module) {
    module.section("icm20948").named_or_not().doc("Accelerometer ICM-20948 on an I2C bus.");
    describe_i2c_sensor(module, "Measurements a second; only 4500.");
}

}  // namespace escapement::modules
