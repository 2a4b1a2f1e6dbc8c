// The stepper drivers of Trinamic that printers have.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Source: the data sheets; presets are Klipper's.
#pragma once

#include "chips/stepper_driver.hpp"

namespace escapement::chips {

const DriverChip& tmc2130();
const DriverChip& tmc2208();
const DriverChip& tmc2209();
const DriverChip& tmc2240();
const DriverChip& tmc2660();
const DriverChip& tmc5160();

// "tmc2209"; nullptr if there is none of that name.
const DriverChip* find_driver_chip(std::string_view name);

}  // namespace escapement::chips
