// The path of the nozzle as few straight lines, for drawing and measuring.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "base/time.hpp"
#include "sim/machine.hpp"

namespace escapement::sim {

// A line ends here; `extruding` tells whether filament was pushed on the way.
struct TrackPoint {
    float x, y, z;
    bool extruding;
};

// Steps are gathered into the longest lines that pass all of them within a tolerance: from the
// last corner, each step narrows the sector of directions that still do.
class Track {
  public:
    void stepped(const Pose& pose);
    // Ends the line under way.
    void finish();
    const std::vector<TrackPoint>& points() const { return points_; }

  private:
    void corner();
    void begin_line(const Pose& at);
    bool narrows_sector(const Pose& pose);

    std::vector<TrackPoint> points_;
    Pose anchor_, last_;
    bool begun_ = false;
    double left_x_ = 0, left_y_ = 0, right_x_ = 0, right_y_ = 0;  // edges of the sector
    bool has_sector_ = false;
    double travelled_since_push_ = 0.0;
    int pushes_at_rest_ = 0;
};

}  // namespace escapement::sim
