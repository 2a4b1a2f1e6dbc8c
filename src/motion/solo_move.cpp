// The speed that a single move reaches, and how long it takes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/solo_move.hpp"

#include <algorithm>
#include <cmath>

namespace escapement::motion {

Segment solo_segment(PrintTime start, const SoloMove& move) {
    const double way = move.to < move.from ? -1.0 : 1.0;
    const Length distance{std::abs(move.to.value - move.from.value)};
    Segment segment{.start = start,
                    .from = {move.from, {}, {}},
                    .direction = {way, 0.0, 0.0},
                    .cruise_speed = move.speed,
                    .acceleration = move.accel};
    if (!(move.accel > Accel{}) || distance == Length{}) {
        segment.cruising = distance / move.speed;
        return segment;
    }
    segment.cruise_speed = std::min(move.speed, base::sqrt(distance * move.accel));
    segment.accelerating = segment.decelerating = segment.cruise_speed / move.accel;
    const Length changing_speed = segment.cruise_speed * segment.accelerating;
    segment.cruising = std::max(Seconds{}, (distance - changing_speed) / segment.cruise_speed);
    return segment;
}

}  // namespace escapement::motion
