// Where a G-code file says the nozzle shall go, read without the host's help.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The judge of a simulated print must not share code with the accused: this reader knows only
// the few words that move a nozzle, and none of the printer's modules.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "sim/path_follower.hpp"

namespace escapement::app {

struct ExpectedPath {
    std::vector<sim::PathPoint> points;  // from the end of the last homing on, mm
    double filament_mm = 0.0;            // pushed since then, retractions subtracted
    double extruded_mm = 0.0;            // pushed forwards only
    int homings = 0;
};

// `homed` is where the machine stands after homing all axes.  Understands G0, G1, G28, G90 to
// G92, M82, M83 and M221.  Fails where a file does what this reader cannot follow (G2, homing of
// single axes, homing again after the first move).
base::Result<ExpectedPath> read_expected_path(const std::string& file, sim::PathPoint homed);

}  // namespace escapement::app
