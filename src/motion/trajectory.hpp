// What the steppers of a machine follow: where the nozzle is at every moment.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "motion/segment.hpp"
#include "motion/stretch.hpp"

namespace escapement::motion {

// The planned segments of a toolhead.  Belongs to one thread.
class Trajectory {
  public:
    SegmentQueue& segments() { return segments_; }
    const SegmentQueue& segments() const { return segments_; }

    // A reader of what is to come.  Must not outlive this.
    std::unique_ptr<StretchSource> stretches(AxisMask matters) const {
        return std::make_unique<SegmentStretches>(segments_, segments_.end_sequence(), matters);
    }

  private:
    SegmentQueue segments_;
};

}  // namespace escapement::motion
