// Pictures of what a simulated machine printed, as files.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "sim/track.hpp"

namespace escapement::app {

// Draws a layer and the side into layer.svg and side.svg of a folder, which is made if need be;
// the names of the files.
base::Result<std::vector<std::string>> draw(const std::vector<sim::TrackPoint>& track,
                                            const std::string& folder);

}  // namespace escapement::app
