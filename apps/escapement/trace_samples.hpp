// Where the machine is at one moment, how fast, and how hard it speeds up.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "motion/segment.hpp"
#include "motion/trajectory.hpp"

namespace escapement::app {

// Of one coordinate: mm, mm/s, mm/s^2.
struct Motion {
    double position = 0.0, velocity = 0.0, acceleration = 0.0;
};

struct TraceSample {
    double time = 0.0;
    std::array<Motion, 3> axes;    // x, y, z as planned
    std::array<Motion, 3> shaped;  // and as input shapers leave them
    Motion filament;               // of the extruder in use, as planned
    std::vector<double> steppers;  // where the steps so far have put them
};

// Reads a queue, best at times that are close to each other.  The queue outlives it.
class SegmentReader {
  public:
    explicit SegmentReader(const motion::SegmentQueue& queue)
        : queue_(queue), next_(queue.first_sequence()) {}

    // Where nothing is known the machine stands at zero.
    std::array<Motion, 3> at(double time);
    // The same, each axis averaged by its shaper.
    std::array<Motion, 3> shaped_at(double time, const motion::Shapers& shapers);

  private:
    Motion averaged(double time, std::size_t axis, const motion::Shaper& shaper);

    const motion::SegmentQueue& queue_;
    std::uint64_t next_;
};

}  // namespace escapement::app
