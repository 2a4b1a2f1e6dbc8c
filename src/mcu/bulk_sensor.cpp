// Gathers reports and works out times.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/bulk_sensor.hpp"

#include <algorithm>
#include <utility>

namespace escapement::mcu {
namespace {

// Of a report.
constexpr std::size_t most_bytes = 51;
constexpr base::Seconds negligible{0.000005};
constexpr std::uint64_t any_duration = std::uint64_t{1} << 31;

}  // namespace

base::Result<void> BulkSensor::listen(messages::Oid oid) {
    auto subscription = mcu_.on_response<messages::SensorBulkData>(
        oid, [this](const messages::SensorBulkData& report, const Received&) { take(report); });
    if (!subscription) return std::move(subscription.error());
    subscription_ = *std::move(subscription);
    return {};
}

void BulkSensor::take(const messages::SensorBulkData& report) {
    if (reports_.size() < most_reports)
        reports_.push_back({report.sequence, {report.data.begin(), report.data.end()}});
}

void BulkSensor::report(base::Ticks32 rest) {
    parts_.query(rest);
}

double BulkSensor::per_report() const {
    return static_cast<double>(most_bytes / settings_.measurement_size);
}

// The measurement that is under way counts as half, and what the sensor takes to tell as half of
// one more.
SampleClock::Sight BulkSensor::sight_of(const messages::SensorBulkStatus& status) {
    sequence_ += static_cast<std::uint16_t>(status.next_sequence - sequence_);
    overflows_ += static_cast<std::uint16_t>(status.possible_overflows - overflows_);
    const double asked = static_cast<double>(mcu_.clock().widen(status.clock).raw);
    return {asked + static_cast<double>(status.query_ticks.raw / 2),
            static_cast<double>(sequence_) * per_report() +
                static_cast<double>(status.buffered / settings_.measurement_size) + 1.0};
}

// Who was interrupted in the middle of a question does not know when it was answered.
bool BulkSensor::is_quick(base::Ticks32 duration) {
    const bool quick = duration.raw <= longest_question_;
    longest_question_ =
        quick ? 2 * std::uint64_t{duration.raw}
              : std::max<std::uint64_t>(2 * longest_question_, mcu_.clock().ticks(negligible).raw);
    return quick;
}

runtime::Task<base::Result<void>> BulkSensor::begin() {
    reports_.clear();
    sequence_ = overflows_ = 0;
    auto question = parts_.ask();
    auto status = co_await question;
    if (!status) co_return std::move(status.error());
    clock_.begin(sight_of(*status));
    longest_question_ = any_duration;
    co_return base::Result<void>();
}

runtime::Task<base::Result<BulkSensor::Batch>> BulkSensor::fetch() {
    auto question = parts_.ask();
    auto status = co_await question;
    if (!status) co_return std::move(status.error());
    const auto sight = sight_of(*status);
    if (is_quick(status->query_ticks)) clock_.add(sight);
    Batch batch;
    batch.possible_overflows = overflows_;
    if (const auto line = clock_.line()) give_times(*line, batch.measurements);
    co_return batch;
}

void BulkSensor::give_times(const SampleClock::Line& line, std::vector<Measurement>& to) {
    const PrintRate& rate = mcu_.clock().print_rate();
    const std::size_t size = settings_.measurement_size;
    double last = 0.0;
    for (const Report& report : std::exchange(reports_, {})) {
        const auto behind = static_cast<std::int16_t>(report.sequence - sequence_);
        double which = (static_cast<double>(sequence_) + behind) * per_report();
        for (std::size_t i = 0; i + size <= report.data.size(); i += size, ++which) {
            Measurement made{.when = base::PrintTime(base::Seconds(
                                 line.at(which) / rate.frequency_hz + rate.offset_s))};
            std::copy_n(
                report.data.begin() + static_cast<std::ptrdiff_t>(i), size, made.bytes.begin());
            to.push_back(made);
            last = which;
        }
    }
    if (!to.empty()) clock_.settle(last);
}

}  // namespace escapement::mcu
