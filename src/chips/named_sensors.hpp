// The analog temperature sensors that a configuration can name without describing them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chips/analog_sensor.hpp"

namespace escapement::chips {

// The model of a `sensor_type` such as "Generic 3950" or "PT1000"; nothing for a name that is
// not known.  Names are case sensitive, as in Klipper.
std::optional<AnalogModel> find_named_sensor(std::string_view name);

// Every name that find_named_sensor() knows.
std::vector<std::string> named_sensors();

}  // namespace escapement::chips
