// Choosing among the kinds of sensors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/temperature_sources.hpp"

#include "mcu/adc_in.hpp"
#include "modules/board_thermometer.hpp"
#include "modules/computed_thermometers.hpp"
#include "modules/heater_parts.hpp"
#include "modules/i2c_thermometers.hpp"
#include "modules/one_wire_thermometer.hpp"
#include "modules/query_adc.hpp"
#include "modules/sensor_kinds.hpp"
#include "modules/spi_thermometer.hpp"
#include "printer/module.hpp"
#include "printer/pins.hpp"
#include "printer/thermometer.hpp"

namespace escapement::modules {
namespace {

// A sensor on a pin, which the board checks by itself.
class AnalogSource final : public printer::TemperatureSource {
  public:
    AnalogSource(chips::AnalogSensor sensor, TemperatureRequest request, mcu::AdcIn& input)
        : thermometer_(std::move(sensor), request.range, std::move(request.listener)),
          input_(input) {
        input.on_value(
            [this](base::PrintTime when, double fraction) { thermometer_.read(when, fraction); });
    }

    base::Seconds report_interval() const override { return thermometer_.report_interval(); }
    void bear_excursions(base::Seconds time) override {
        input_.set_range_check_count(reports_within(time, report_interval()));
    }
    std::string complaint() const override { return thermometer_.complaint(); }

  private:
    printer::Thermometer thermometer_;
    mcu::AdcIn& input_;
};

std::unique_ptr<printer::TemperatureSource> make_analog_source(TemperatureRequest request,
                                                               printer::Context& context) {
    auto sensor = make_sensor(request.config, request.section, context);
    auto& input = context.pins.adc(*request.config.sensor_pin,
                                   {.section = request.section, .option = "sensor_pin"},
                                   printer::Thermometer::adc_options(sensor, request.range));
    context.modules.the<QueryAdc>().add(request.section.full, input);
    return std::make_unique<AnalogSource>(std::move(sensor), std::move(request), input);
}

}  // namespace

std::unique_ptr<printer::TemperatureSource> make_temperature_source(TemperatureRequest request,
                                                                    printer::Context& context) {
    const auto& config = request.config;
    switch (*find_sensor_kind(config.sensor_type, context.config)) {
        case SensorKind::thermistor:
        case SensorKind::resistances:
        case SensorKind::voltages:
            return make_analog_source(std::move(request), context);
        case SensorKind::max6675:
        case SensorKind::max31856:
        case SensorKind::max31865:
            return std::make_unique<SpiThermometerSource>(std::move(request), context);
        case SensorKind::board:
            return std::make_unique<BoardThermometer>(std::move(request), context);
        case SensorKind::host:
            return std::make_unique<HostThermometer>(std::move(request), context);
        case SensorKind::one_wire:
            return std::make_unique<OneWireThermometer>(std::move(request), context);
        case SensorKind::combined:
            return std::make_unique<CombinedThermometer>(std::move(request), context);
        case SensorKind::lm75:
            return std::make_unique<Lm75>(std::move(request), context);
        case SensorKind::sht3x:
            return std::make_unique<Sht3x>(std::move(request), context);
        case SensorKind::aht:
            return std::make_unique<Aht>(std::move(request), context);
        case SensorKind::htu21d:
            return std::make_unique<Htu21d>(std::move(request), context);
    }
    return nullptr;
}

}  // namespace escapement::modules
