// What a simulated printer did while hosts from outside used it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "escapement/machine_report.hpp"

namespace escapement::app {

struct LiveReport : MachineReport {
    double speed = 1.0;
    double slipped_s = 0.0;       // by which the simulation was late for good, on the wall's clock
    double longest_slip_s = 0.0;  // the longest piece of that
    std::uint64_t connections = 0;

    std::string text() const;
    base::Value value() const;
};

}  // namespace escapement::app
