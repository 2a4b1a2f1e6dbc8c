// From the options of a temperature sensor to what measures.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "modules/temperature_request.hpp"
#include "printer/context.hpp"

namespace escapement::modules {

// For options that have been checked by check_sensor().  Throws ConfigError, or MissingModule if
// the sensor's section could not be built.
std::unique_ptr<printer::TemperatureSource> make_temperature_source(TemperatureRequest request,
                                                                    printer::Context& context);

}  // namespace escapement::modules
