// Pictures of what came out of the simulated printer, drawn from the recorded pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/track.hpp"

namespace escapement::sim {

// The heights at which filament was laid, lowest first, mm.
std::vector<float> layer_heights(std::span<const TrackPoint> track);

// One layer from above as SVG: printed lines as wide as `line_width` mm, travels thin.
std::string draw_layer(std::span<const TrackPoint> track, float height, double line_width);

// The whole print from the front as SVG: x against z, nearer lines over farther ones.
std::string draw_side(std::span<const TrackPoint> track);

}  // namespace escapement::sim
