// Configures the board's reading of a chip, and what comes of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/spi_thermometer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "printer/bus_config.hpp"

namespace escapement::modules {
namespace {

using Kind = chips::SpiThermometer::Kind;

chips::SpiThermometer make_chip(const printer::ThermometerConfig& config) {
    const auto kind = *chips::SpiThermometer::find(config.sensor_type);
    const bool resistor = kind == Kind::max31865;
    return {kind,
            {.thermocouple = config.tc_type.front(),
             .samples = config.tc_averaging_count,
             .mains_50hz = resistor ? config.rtd_use_50hz_filter : config.tc_use_50hz_filter,
             .nominal_ohm = config.rtd_nominal_r,
             .reference_ohm = config.rtd_reference_r,
             .wires = config.rtd_num_of_wires}};
}

messages::ThermocoupleType board_type(Kind kind) {
    switch (kind) {
        case Kind::max31855:
            return messages::ThermocoupleType::max31855;
        case Kind::max31856:
            return messages::ThermocoupleType::max31856;
        case Kind::max31865:
            return messages::ThermocoupleType::max31865;
        case Kind::max6675:
            break;
    }
    return messages::ThermocoupleType::max6675;
}

}  // namespace

SpiThermometerSource::SpiThermometerSource(TemperatureRequest request, printer::Context& context)
    : chip_(make_chip(request.config)),
      range_(request.range),
      listener_(std::move(request.listener)),
      device_(printer::make_spi_device(
          request.config,
          {.select = *request.config.sensor_pin, .option = "sensor_pin", .mode = chip_.spi_mode()},
          request.section,
          context)) {
    if (const auto setup = chip_.setup(); !setup.empty()) device_->send(setup);
    configure(request.section);
}

void SpiThermometerSource::configure(const printer::SectionName& section) {
    mcu::Mcu& board = device_->mcu();
    const auto refuse = [&](const base::Error& error) {
        throw section.error("sensor_type", error.what);
    };
    const auto config = board.command<messages::ConfigThermocouple>(board.default_queue());
    if (!config) refuse(config.error());
    const auto query = board.command<messages::QueryThermocouple>(board.default_queue());
    if (!query) refuse(query.error());
    oid_ = board.configuration().create_oid();
    board.configuration().add(config->encode({oid_, device_->oid(), board_type(chip_.kind())}));
    board.configuration().on_build([this, &board, query = *query] {
        const auto [least, most] =
            std::minmax({chip_.reading_of(range_.lowest), chip_.reading_of(range_.highest)});
        board.configuration().add_init(query.encode({oid_,
                                                     board.first_report_clock(oid_).low(),
                                                     board.clock().ticks(interval),
                                                     least,
                                                     most,
                                                     most_invalid_readings_}));
    });
    auto subscription = board.on_response<messages::ThermocoupleResult>(
        oid_,
        [this](const messages::ThermocoupleResult& result, const mcu::Received&) { take(result); });
    if (!subscription) refuse(subscription.error());
    subscription_ = *std::move(subscription);
}

void SpiThermometerSource::take(const messages::ThermocoupleResult& result) {
    if (result.fault != 0) {
        complaint_ = chip_.fault_text(result.fault);
        // The MAX31865 keeps a fault until it is set up anew.
        if (chip_.kind() == Kind::max31865) device_->send(chip_.setup());
        if (bears_excursions_) report(result, std::numeric_limits<double>::quiet_NaN());
        return;
    }
    const double celsius = chip_.celsius_of(result.value);
    complaint_.clear();
    if (celsius < range_.lowest || celsius > range_.highest)
        complaint_ = fmt::format("temperature {:.1f} not in range {:.1f}:{:.1f}",
                                 celsius,
                                 range_.lowest,
                                 range_.highest);
    report(result, celsius);
}

void SpiThermometerSource::report(const messages::ThermocoupleResult& result, double celsius) {
    mcu::ClockModel& clock = device_->mcu().clock();
    const base::McuClock next = clock.widen(result.next_clock);
    const std::uint64_t since = std::min<std::uint64_t>(next.raw, clock.ticks(interval).raw);
    listener_(clock.print_time_at({next.raw - since}), celsius);
}

std::string SpiThermometerSource::complaint() const {
    return complaint_;
}

}  // namespace escapement::modules
