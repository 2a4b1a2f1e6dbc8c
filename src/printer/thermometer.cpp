// Turning readings of a pin into temperatures.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/thermometer.hpp"

#include <algorithm>
#include <cstdio>

namespace escapement::printer {

AdcOptions Thermometer::adc_options(const chips::AnalogSensor& sensor, const Range& range) {
    const double one = std::clamp(sensor.fraction_at(range.lowest), 0.0, 1.0);
    const double other = std::clamp(sensor.fraction_at(range.highest), 0.0, 1.0);
    return {.sample_time = sample_time,
            .sample_count = sample_count,
            .report_interval = usual_interval,
            .least = std::min(one, other),
            .most = std::max(one, other),
            .range_check_count = range_check_count};
}

Thermometer::Thermometer(chips::AnalogSensor sensor, const Range& range, Listener listener)
    : sensor_(std::move(sensor)), range_(range), listener_(std::move(listener)) {}

void Thermometer::read(base::PrintTime when, double fraction) {
    last_celsius_ = sensor_.celsius_at(fraction);
    // The samples end somewhat later than they began.
    listener_(when + sample_count * sample_time, *last_celsius_);
}

std::string Thermometer::complaint() const {
    if (!last_celsius_) return {};
    if (*last_celsius_ >= range_.lowest && *last_celsius_ <= range_.highest) return {};
    char text[120];
    std::snprintf(text,
                  sizeof text,
                  "temperature %.1f not in range %.1f:%.1f",
                  *last_celsius_,
                  range_.lowest,
                  range_.highest);
    return text;
}

}  // namespace escapement::printer
