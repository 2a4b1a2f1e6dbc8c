// Builds accelerometers from their sections.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/accelerometer_sections.hpp"

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

}  // namespace escapement::modules
