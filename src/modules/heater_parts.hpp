// From the options of a heater to its sensor and its control loop.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "chips/analog_sensor.hpp"
#include "printer/context.hpp"
#include "printer/heater_config.hpp"
#include "printer/heater_control.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

// The sensor that `sensor_type` names, in the circuit that the options describe.  Throws
// ConfigError.
chips::AnalogSensor make_sensor(const printer::ThermometerConfig& config,
                                const printer::SectionName& section,
                                const printer::Context& context);

// Throws ConfigError when gains are missing, or given where they mean nothing.
std::unique_ptr<printer::HeaterControl> make_control(const printer::HeaterConfig& config,
                                                     const printer::SectionName& section);

// What no single option can say: the temperatures must be in order.  Throws ConfigError.
void check_temperatures(const printer::HeaterConfig& config,
                        const printer::SectionName& section,
                        const printer::Context& context);

}  // namespace escapement::modules
