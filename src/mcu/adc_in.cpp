// Configures sampling, and turns sums of readings into shares of the highest.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/adc_in.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "mcu/output_limits.hpp"

namespace escapement::mcu {

namespace {

constexpr int max_batch = 24;  // two bytes each, in a block beside the other fields
// Sums travel in 16 bits.
constexpr double max_sum = 65535.0;
std::uint16_t limit(double value) {
    return static_cast<std::uint16_t>(std::clamp(value, 0.0, max_sum));
}

}  // namespace

base::Result<std::unique_ptr<AdcIn>> AdcIn::make(Mcu& mcu, const Settings& settings) {
    auto pin = mcu.pin(settings.pin.name);
    if (!pin) return std::move(pin.error());
    std::unique_ptr<AdcIn> made(new AdcIn(mcu, settings));
    if (auto done = made->configure(*pin); !done) return std::move(done.error());
    return made;
}

base::Result<void> AdcIn::configure(messages::PinNumber pin) {
    ASSERT(settings_.batch >= 1 && settings_.batch <= max_batch);
    ASSERT(settings_.sample_count >= 1 && settings_.sample_count <= 255);
    auto adc_max = mcu_.constant("ADC_MAX");
    if (!adc_max) return std::move(adc_max.error());
    if (!(*adc_max >= 1.0 && *adc_max <= max_sum))
        return base::Error{"the board's dictionary gives an impossible ADC_MAX of " +
                           base::print_number(*adc_max)};
    highest_reading_ = *adc_max * settings_.sample_count;
    if (highest_reading_ > max_sum)
        return base::Error{"a sample count of " + std::to_string(settings_.sample_count) +
                           " is too large for this board; at most " +
                           base::print_number(std::floor(max_sum / *adc_max))};
    for (base::Seconds duration : {settings_.report_time, settings_.sample_time})
        if (auto ticks = schedulable_ticks(mcu_.clock(), duration, "sampling time"); !ticks)
            return std::move(ticks.error());
    report_ticks_ = mcu_.clock().ticks(settings_.report_time);
    auto config = mcu_.command<messages::ConfigAnalogIn>(mcu_.default_queue());
    if (!config) return std::move(config.error());
    if (auto heard = find_start(); !heard) return std::move(heard.error());
    oid_ = mcu_.configuration().create_oid();
    mcu_.configuration().add(config->encode({oid_, pin}));
    mcu_.configuration().on_build([this] { build(); });
    return listen();
}

// Firmware older than batches has messages of the same names with other fields.
base::Result<void> AdcIn::find_start() {
    auto legacy = mcu_.command<messages::legacy::QueryAnalogIn>(mcu_.default_queue());
    if (legacy && settings_.batch == 1) {
        legacy_start_ = *legacy;
        return {};
    }
    auto start = mcu_.command<messages::QueryAnalogIn>(mcu_.default_queue());
    if (!start) return std::move(start.error());
    start_ = *start;
    return {};
}

base::Result<void> AdcIn::listen() {
    auto subscription =
        legacy_start_ ? mcu_.on_response<messages::legacy::AnalogInState>(
                            oid_,
                            [this](const messages::legacy::AnalogInState& state, const Received&) {
                                const base::McuClock next = mcu_.clock().widen(state.next_clock);
                                report(next, 1, state.value);
                            })
                      : mcu_.on_response<messages::AnalogInState>(
                            oid_, [this](const messages::AnalogInState& state, const Received&) {
                                take(state);
                            });
    if (!subscription) return std::move(subscription.error());
    subscription_ = *std::move(subscription);
    return {};
}

void AdcIn::set_range(double min_value, double max_value, int range_check_count) {
    ASSERT(!mcu_.configuration().built());
    settings_.min_value = min_value;
    settings_.max_value = max_value;
    settings_.range_check_count = range_check_count;
}

void AdcIn::set_range_check_count(int count) {
    ASSERT(!mcu_.configuration().built());
    settings_.range_check_count = count;
}

void AdcIn::build() {
    const messages::QueryAnalogIn start = start_message();
    if (start_)
        mcu_.configuration().add_init(start_->encode(start));
    else
        mcu_.configuration().add_init(legacy_start_->encode({start.oid,
                                                             start.clock,
                                                             start.sample_ticks,
                                                             start.sample_count,
                                                             start.rest_ticks,
                                                             start.min_value,
                                                             start.max_value,
                                                             start.range_check_count}));
}

messages::QueryAnalogIn AdcIn::start_message() const {
    return {.oid = oid_,
            .clock = mcu_.first_report_clock(oid_).low(),
            .sample_ticks = mcu_.clock().ticks(settings_.sample_time),
            .sample_count = static_cast<std::uint8_t>(settings_.sample_count),
            .rest_ticks = report_ticks_,
            .bytes_per_report = static_cast<std::uint8_t>(2 * settings_.batch),
            .min_value = limit(std::floor(settings_.min_value * highest_reading_)),
            .max_value = limit(std::ceil(settings_.max_value * highest_reading_)),
            .range_check_count = static_cast<std::uint8_t>(settings_.range_check_count)};
}

void AdcIn::take(const messages::AnalogInState& state) {
    const base::McuClock next = mcu_.clock().widen(state.next_clock);
    const std::size_t count = state.values.size() / 2;
    for (std::size_t i = 0; i < count; ++i) {
        const unsigned value = state.values[2 * i] | (state.values[2 * i + 1] << 8U);
        report(next, count - i, value);
    }
}

// `back` reports before the one that begins at `next`.
void AdcIn::report(base::McuClock next, std::size_t back, unsigned value) {
    const std::uint64_t before = std::min(next.raw, std::uint64_t{report_ticks_.raw} * back);
    const base::PrintTime when = mcu_.clock().print_time_at({next.raw - before});
    const double reading = value / highest_reading_;
    last_ = {.when = when, .value = scale_ ? scale_(reading) : reading};
    if (callback_) callback_(when, last_.value);
}

}  // namespace escapement::mcu
