// A move of one motor by itself: from rest to rest, as fast as it may.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "motion/segment.hpp"

namespace escapement::motion {

// From one position to another.  `speed` must be above zero; without acceleration the motor is at
// that speed at once.  The segment takes no time if there is no way to go.
struct SoloMove {
    Length from, to;
    Speed speed;
    Accel accel;
};
Segment solo_segment(PrintTime start, const SoloMove& move);

}  // namespace escapement::motion
