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

}  // namespace escapement::modules
