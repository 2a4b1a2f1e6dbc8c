// Why a move is not faster.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "motion/move.hpp"
#include "printer/toolhead.hpp"

namespace escapement::app {

enum class SpeedLimit {
    asked,         // it is as fast as was asked for
    max_velocity,  // of the machine
    acceleration,  // too short, or too far from the corners before and behind it
    corner,        // at one of its ends
    extruder,      // what the filament bears
    kinematics,    // what this machine bears in this direction
    stop,          // it begins or ends at rest
    jerk,          // acceleration takes too long to build up and to end
};
inline constexpr std::size_t speed_limits = 8;

// "corner", for people and programs.
const char* name_of(SpeedLimit limit);

// A planned move with those that touch it; nullptr where the head is at rest in between.
struct MoveInContext {
    const motion::Move* previous = nullptr;
    const motion::Move& move;
    const motion::Move* next = nullptr;
    base::Speed requested;
};

// The limit whose doubling would save most time on this move, if it changed alone.  The toolhead
// tells what its machine and its extruder bear; as they are now, not as they were then.
SpeedLimit limit_of(const MoveInContext& context, printer::Toolhead& toolhead);

}  // namespace escapement::app
