// What a section wants of its temperature sensor.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printer/heater_config.hpp"
#include "printer/section_name.hpp"
#include "printer/temperature_source.hpp"

namespace escapement::modules {

struct TemperatureRequest {
    const printer::ThermometerConfig& config;
    const printer::SectionName& section;
    printer::TemperatureRange range;
    printer::TemperatureListener listener;
};

// How many reports in a row span the time; the last one is beyond it.
inline int reports_within(base::Seconds time, base::Seconds interval) {
    return static_cast<int>(time / interval) + 1;
}

}  // namespace escapement::modules
