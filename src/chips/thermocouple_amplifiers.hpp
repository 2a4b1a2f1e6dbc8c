// Output voltages of the common thermocouple amplifiers, from their data sheets.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "chips/analog_sensor.hpp"

namespace escapement::chips {

struct NamedVoltageTable {
    std::string_view name;
    std::span<const VoltageTable::Row> rows;  // volt at a gain as delivered, no offset
};

std::span<const NamedVoltageTable> thermocouple_amplifiers();

}  // namespace escapement::chips
