// What a probe found out about the bed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "motion/position.hpp"

namespace escapement::modules {

// How far the probe is from the nozzle, and how high the nozzle is when it triggers, mm.
struct ProbeOffsets {
    double x = 0.0, y = 0.0, z = 0.0;
};

// If the head goes to bed_x, bed_y and then down, the nozzle will touch the bed at bed_z.  This was
// found out with the head at test_x, test_y, test_z.  All as the machine counts, mm.
struct ProbeResult {
    double bed_x = 0.0, bed_y = 0.0, bed_z = 0.0;
    double test_x = 0.0, test_y = 0.0, test_z = 0.0;
};

// A probe with these offsets has triggered with the head there.
ProbeResult probe_result(const motion::Position& head, const ProbeOffsets& offsets = {});

// One for several of the same place: the "median" by height (the mean of the middle two of an even
// number), or else the mean.  There must be one at least.
ProbeResult combined(std::vector<ProbeResult> results, const std::string& method);

// How far the heights lie apart.
double height_range(const std::vector<ProbeResult>& results);

}  // namespace escapement::modules
