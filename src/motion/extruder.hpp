// The limits that filament sets to a move: how much, how fast, and around which corners.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "motion/move.hpp"

namespace escapement::motion {

Area filament_area(Length filament_diameter);
// What a nozzle of this diameter can sensibly lay down: four of its diameters squared.
Area usual_max_cross_section(Length nozzle_diameter);

struct ExtruderLimits {
    Length nozzle_diameter;
    Length filament_diameter;
    Area max_cross_section;  // of the line that is laid down
    Length max_extrude_only_distance{50.0};
    Speed max_extrude_only_velocity;
    Accel max_extrude_only_accel;
    Speed instantaneous_corner_velocity{1.0};  // of the filament, at a junction

    // Filament per unit of distance when the widest allowed line is laid down.
    double max_extrude_ratio() const {
        return max_cross_section / filament_area(filament_diameter);
    }
};

// What is not set in a printer's configuration follows from the toolhead's limits.
Speed usual_extrude_only_velocity(const ExtruderLimits& limits, Speed max_velocity);
Accel usual_extrude_only_accel(const ExtruderLimits& limits, Accel max_accel);

enum class ExtrusionFault { none, too_long, too_thick };

// What is wrong with the share that `axis` has in the move.  Retractions, and extrusions
// without motion in x and y, are bounded in length; others in the area of the line.
ExtrusionFault extrusion_fault(const Move& move, std::size_t axis, const ExtruderLimits& limits);
// The area of the line that the move lays down.
Area extruded_area(const Move& move, std::size_t axis, const ExtruderLimits& limits);
// Lowers the move's speed to what filament alone may do, if the move retracts or stands still
// in x and y.
void limit_extrude_only(Move& move, std::size_t axis, const ExtruderLimits& limits);
// Bounds the junction's speed: filament may change its own speed there only by so much.
SpeedSquared extruder_corner_limit(const Move& previous,
                                   const Move& move,
                                   std::size_t axis,
                                   Speed instantaneous_corner_velocity);

}  // namespace escapement::motion
