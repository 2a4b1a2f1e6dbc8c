// From the options of a heater to its sensor and its control loop.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "chips/analog_sensor.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/heater_config.hpp"
#include "printer/heater_control.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

// Complains about what no single option of a heater can say: an unknown sensor, gains that are
// missing or given where they mean nothing, temperatures out of order.
void check_heater(const printer::HeaterConfig& config, printer::Complaints& complaints);
// Complains when the configuration has no heater of the name that `option` gives.
void check_heater_name(const std::string& name,
                       std::string_view option,
                       printer::Complaints& complaints);

// The sensor that `sensor_type` names, in the circuit that the options describe.  Throws
// ConfigError, or MissingModule if the sensor's section could not be built.
chips::AnalogSensor make_sensor(const printer::ThermometerConfig& config,
                                const printer::SectionName& section,
                                const printer::Context& context);

// From options that have been checked.
std::unique_ptr<printer::HeaterControl> make_control(const printer::HeaterConfig& config);

}  // namespace escapement::modules
