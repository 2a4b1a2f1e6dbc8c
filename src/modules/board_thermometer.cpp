// Readings of a chip's own sensor, and where its calibration comes from.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/board_thermometer.hpp"

#include <fmt/format.h>

#include "mcu/adc_in.hpp"
#include "mcu/mcu.hpp"
#include "messages/debug.hpp"
#include "modules/query_adc.hpp"
#include "printer/console.hpp"
#include "printer/mcus.hpp"
#include "printer/module.hpp"
#include "printer/pins.hpp"
#include "printer/thermometer.hpp"

namespace escapement::modules {
namespace {

constexpr const char* sensor_input = ":ADC_TEMPERATURE";

// A line through the points that the options give: two, or one with the chip's own slope.
std::optional<chips::TemperatureLine> line_of(const printer::ThermometerConfig& config,
                                              double usual_slope) {
    if (!config.sensor_temperature1) return std::nullopt;
    double slope = usual_slope;
    if (config.sensor_temperature2)
        slope = (*config.sensor_temperature2 - *config.sensor_temperature1) /
                (*config.sensor_adc2 - *config.sensor_adc1);
    return chips::TemperatureLine::through(*config.sensor_temperature1, *config.sensor_adc1, slope);
}

}  // namespace

BoardThermometer::BoardThermometer(TemperatureRequest request, printer::Context& context)
    : section_(request.section.full),
      range_(request.range),
      listener_(std::move(request.listener)),
      context_(context),
      board_(*context.mcus.find(request.config.sensor_mcu.value_or("mcu"))) {
    const auto chip = board_.chip();
    const auto calibration = chips::find_board_calibration(chip);
    const bool two_points = request.config.sensor_temperature2.has_value();
    if (!calibration && !two_points && !context.offline)
        throw request.section.error(
            "sensor_type",
            "MCU temperature not supported on " + chip +
                "; give two measured points: sensor_temperature1, sensor_adc1 and so on");
    measured_ = line_of(request.config, calibration ? calibration->usual.slope : 0.0);
    if (calibration && calibration->words.empty()) line_ = calibration->usual;
    if (two_points) line_ = measured_;

    auto& input = context.pins.adc({board_.name() + sensor_input},
                                   {.section = request.section, .option = "sensor_type"},
                                   {.sample_time = printer::Thermometer::sample_time,
                                    .sample_count = printer::Thermometer::sample_count,
                                    .report_interval = interval});
    context.modules.the<QueryAdc>().add(section_, input);
    input.on_value([this](base::PrintTime when, double reading) { take(when, reading); });
    ready_ = context.events.ready.connect([this](const auto&) {
        if (!line_ && !context_.offline)
            context_.executor.spawn(calibrate(), [](std::exception_ptr) {});
    });
}

runtime::Task<std::optional<std::uint32_t>> BoardThermometer::read_memory(
    const chips::CalibrationWord& word) {
    const messages::DebugRead question{word.is_wide ? std::uint8_t{2} : std::uint8_t{1},
                                       word.address};
    auto query = board_.query(question, board_.default_queue());
    const auto answer = co_await query;
    if (!answer) co_return std::nullopt;
    co_return answer->val;
}

runtime::Task<> BoardThermometer::calibrate() {
    const auto chip = board_.chip();
    const auto calibration = *chips::find_board_calibration(chip);
    std::vector<std::uint32_t> words;
    for (const auto& word : calibration.words) {
        auto reading = read_memory(word);
        const auto value = co_await reading;
        if (!value) co_return;  // the board is gone, which is reported
        words.push_back(*value);
    }
    const auto line = calibration.line(words);
    if (!line)
        co_return context_.console.error("[" + section_ +
                                         "]: the calibration in the memory of mcu '" +
                                         board_.name() + "' makes no sense; give measured points");
    line_ = *line;
    if (measured_) line_ = chips::TemperatureLine{measured_->base, line->slope};
}

void BoardThermometer::take(base::PrintTime when, double reading) {
    if (!line_) return;
    last_celsius_ = line_->celsius_at(reading);
    const bool out = last_celsius_ < range_.lowest || last_celsius_ > range_.highest;
    out_of_range_ = out ? out_of_range_ + 1 : 0;
    if (out_of_range_ >= most_out_of_range_)
        context_.shut_down("Sensor '" + section_ + "' " + complaint());
    listener_(when + printer::Thermometer::sample_count * printer::Thermometer::sample_time,
              last_celsius_);
}

std::string BoardThermometer::complaint() const {
    if (out_of_range_ == 0) return {};
    return fmt::format("temperature {:.1f} not in range {:.1f}:{:.1f}",
                       last_celsius_,
                       range_.lowest,
                       range_.highest);
}

}  // namespace escapement::modules
