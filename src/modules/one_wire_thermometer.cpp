// Configures the board's reading of a DS18B20.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/one_wire_thermometer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "printer/mcus.hpp"

namespace escapement::modules {
namespace {

std::int32_t thousandths(double celsius) {
    constexpr double most = std::numeric_limits<std::int32_t>::max();
    return static_cast<std::int32_t>(std::clamp(std::trunc(celsius * 1000.0), -most, most));
}

}  // namespace

OneWireThermometer::OneWireThermometer(TemperatureRequest request, printer::Context& context)
    : range_(request.range),
      listener_(std::move(request.listener)),
      interval_(request.config.ds18_report_time),
      board_(*context.mcus.find(*request.config.sensor_mcu)) {
    configure(*request.config.serial_no, request.section);
}

void OneWireThermometer::configure(const std::string& serial, const printer::SectionName& section) {
    const auto refuse = [&](const base::Error& error) {
        throw section.error("sensor_type", error.what);
    };
    const auto config = board_.command<messages::ConfigDs18b20>(board_.default_queue());
    if (!config) refuse(config.error());
    const auto query = board_.command<messages::QueryDs18b20>(board_.default_queue());
    if (!query) refuse(query.error());
    constexpr std::size_t longest_serial = 40;
    if (serial.empty() || serial.size() > longest_serial)
        throw section.error("serial_no", "must have 1 to 40 characters, as in 28-031674b175ff");
    oid_ = board_.configuration().create_oid();
    const std::vector<std::uint8_t> bytes(serial.begin(), serial.end());
    board_.configuration().add(config->encode({oid_, bytes, most_errors}));
    board_.configuration().on_build([this, query = *query] {
        board_.configuration().add_init(query.encode({oid_,
                                                      board_.first_report_clock(oid_).low(),
                                                      board_.clock().ticks(interval_),
                                                      thousandths(range_.lowest),
                                                      thousandths(range_.highest)}));
    });
    auto subscription = board_.on_response<messages::Ds18b20Result>(
        oid_,
        [this](const messages::Ds18b20Result& result, const mcu::Received&) { take(result); });
    if (!subscription) refuse(subscription.error());
    subscription_ = *std::move(subscription);
}

void OneWireThermometer::take(const messages::Ds18b20Result& result) {
    if (result.fault != 0) return;  // the board counts them
    const base::McuClock next = board_.clock().widen(result.next_clock);
    const std::uint64_t since =
        std::min<std::uint64_t>(next.raw, board_.clock().ticks(interval_).raw);
    listener_(board_.clock().print_time_at({next.raw - since}), result.value / 1000.0);
}

}  // namespace escapement::modules
