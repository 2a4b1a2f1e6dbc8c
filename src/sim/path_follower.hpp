// Compares where the nozzle went with where it was told to go.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The path is the polyline that the G-code describes, read by somebody other than the host.
// After every step the nozzle is compared with the part of the path that it has reached: it may
// only go on from one line to the next near their common corner, so a short cut, a missed line
// or a step too many all show as distance.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "sim/machine.hpp"

namespace escapement::sim {

struct PathPoint {
    double x = 0, y = 0, z = 0;
};

class PathFollower {
  public:
    struct Tolerance {
        std::array<double, 3> microstep{};  // mm for x, y, z
        double timing_s = 25e-6;            // how early or late a step may be
    };
    PathFollower(std::vector<PathPoint> path, const Tolerance& tolerance);

    // The nozzle stands at the path's beginning now; `offset` is how far its true position is
    // from what the host believes since homing, mm.  Forgets everything measured before.
    void begin(const PathPoint& offset);
    bool begun() const { return begun_; }
    // `speed` in mm/s widens the tolerance by what the timing permits.
    void stepped(const Pose& pose, double speed);

    std::array<double, 3> worst() const { return worst_; }  // mm, for each axis
    double worst_excess() const { return worst_excess_; }   // mm beyond the tolerance, or 0
    std::size_t worst_line() const { return worst_line_; }  // index of the path's line
    PathPoint offset() const { return offset_; }
    // Whether the nozzle is at the path's end.
    bool finished() const { return line_ + 2 >= path_.size(); }
    std::size_t lines_done() const { return line_; }
    std::size_t lines() const { return path_.size() - 1; }

  private:
    PathPoint in_steps(const PathPoint& p) const;
    PathPoint nearest(std::size_t line, const PathPoint& p) const;
    bool advance(const PathPoint& p);

    // In microsteps: a step counts the same on a coarse axis and on a fine one.
    std::vector<PathPoint> path_;
    Tolerance tolerance_;
    PathPoint offset_;
    std::size_t line_ = 0;
    bool at_corner_ = false;  // the end of the line was reached; the next one may have begun
    bool begun_ = false;
    std::array<double, 3> worst_{};
    double worst_excess_ = 0.0;
    std::size_t worst_line_ = 0;
    double reach_ = 0.0;
};

}  // namespace escapement::sim
