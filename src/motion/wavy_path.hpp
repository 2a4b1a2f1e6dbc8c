// A wavy loop of short chords, as a slicer makes of curves: what tests and benchmarks print.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <numbers>
#include <vector>

#include "motion/look_ahead.hpp"
#include "motion/segment.hpp"

namespace escapement::motion {

inline constexpr MoveLimits wavy_limits{{300.0}, {3000.0}, 0.5, {5.0}};

// The next corner, about 0.4 mm from the last, with filament for the line between them.
inline Position wavy_corner(int i) {
    const double turn = 0.4 / 50.0 * i;
    const double radius = 50.0 + 4.0 * std::sin(9.0 * turn);
    Position corner{};
    corner[0] = {110.0 + radius * std::cos(turn)};
    corner[1] = {110.0 + radius * std::sin(turn)};
    corner[2] = {0.2};
    corner[extruder_axis] = {0.4 * 0.033 * i};
    return corner;
}

// Planned moves along `corners` chords at 80 to 100 mm/s.
inline std::vector<Move> wavy_moves(int corners) {
    LookAhead look_ahead;
    std::vector<Move> planned;
    const auto take = [&](Flush what) {
        for (const Move& move : look_ahead.flush(what)) planned.push_back(move);
    };
    for (int i = 0; i < corners; ++i) {
        const Speed speed{80.0 + 20.0 * ((i / 100) % 2)};
        if (look_ahead.add(Move(wavy_corner(i), wavy_corner(i + 1), speed, wavy_limits)))
            take(Flush::settled_moves);
    }
    take(Flush::everything);
    return planned;
}

// The same on the timeline, from one second on.
inline SegmentQueue wavy_segments(int corners) {
    SegmentQueue queue;
    PrintTime time{Seconds{1.0}};
    for (const Move& move : wavy_moves(corners)) {
        queue.append(toolhead_segment(time, move));
        time = queue.end();
    }
    return queue;
}

}  // namespace escapement::motion
