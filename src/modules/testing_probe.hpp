// Configurations with a probe, for tests of what probes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "modules/testing_printer.hpp"

namespace escapement::modules::testing {

// The small printer with a [probe] 2 mm above the bed that z homes to; it can go 3 mm below it.
// Offline a probe triggers at the end of its way: every place seems to be 5 mm lower than z.
inline std::string probing_printer(
    const std::string& section = "[probe]\npin: PC5\nz_offset: 2\nspeed: 10\n") {
    std::string text = small_printer;
    const std::string switched = "endstop_pin: PA11\nposition_endstop: 0\n";
    text.replace(text.find(switched),
                 switched.size(),
                 "endstop_pin: probe:z_virtual_endstop\nposition_min: -3\n");
    return text + section;
}

}  // namespace escapement::modules::testing
