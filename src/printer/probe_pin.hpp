// How an axis says that it homes to the probe: "probe:z_virtual_endstop".
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "base/quantity.hpp"
#include "config/document.hpp"
#include "printer/options.hpp"

namespace escapement::printer {

inline constexpr std::string_view probe_chip = "probe";
inline constexpr std::string_view probe_endstop = "z_virtual_endstop";

// Whether the pin is the probe, whatever else is wrong with it.
bool names_probe(const PinName& pin);
// The section that describes the probe; nullptr if there is none.
const config::Section* probe_section(const config::Document& config);
// The nozzle's height when the probe triggers, z_offset; nothing if it cannot be read.
std::optional<base::Length> probe_height(const config::Document& config);

}  // namespace escapement::printer
