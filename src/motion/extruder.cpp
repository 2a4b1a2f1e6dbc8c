// Filament arithmetic.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/extruder.hpp"

#include <cmath>
#include <numbers>

namespace escapement::motion {

namespace {

bool is_extrude_only(const Move& move, std::size_t axis) {
    const bool stands_still = move.displacement(0) == Length{} && move.displacement(1) == Length{};
    return stands_still || move.ratio(axis) < 0.0;
}

double usual_ratio(const ExtruderLimits& limits) {
    return usual_max_cross_section(limits.nozzle_diameter) /
           filament_area(limits.filament_diameter);
}

}  // namespace

Area filament_area(Length filament_diameter) {
    const Length radius = filament_diameter * 0.5;
    return std::numbers::pi * (radius * radius);
}

Area usual_max_cross_section(Length nozzle_diameter) {
    return 4.0 * (nozzle_diameter * nozzle_diameter);
}

Speed usual_extrude_only_velocity(const ExtruderLimits& limits, Speed max_velocity) {
    return max_velocity * usual_ratio(limits);
}

Accel usual_extrude_only_accel(const ExtruderLimits& limits, Accel max_accel) {
    return max_accel * usual_ratio(limits);
}

ExtrusionFault extrusion_fault(const Move& move, std::size_t axis, const ExtruderLimits& limits) {
    const Length pushed = move.displacement(axis);
    if (is_extrude_only(move, axis)) {
        const bool too_long = std::abs(pushed.value) > limits.max_extrude_only_distance.value;
        return too_long ? ExtrusionFault::too_long : ExtrusionFault::none;
    }
    const double max_ratio = limits.max_extrude_ratio();
    // A blob no wider than the nozzle does no harm.
    const bool is_tiny = pushed <= limits.nozzle_diameter * max_ratio;
    return move.ratio(axis) > max_ratio && !is_tiny ? ExtrusionFault::too_thick
                                                    : ExtrusionFault::none;
}

Area extruded_area(const Move& move, std::size_t axis, const ExtruderLimits& limits) {
    return move.ratio(axis) * filament_area(limits.filament_diameter);
}

void limit_extrude_only(Move& move, std::size_t axis, const ExtruderLimits& limits) {
    if (move.displacement(axis) == Length{} || !is_extrude_only(move, axis)) return;
    const double distance_per_filament = 1.0 / std::abs(move.ratio(axis));
    move.limit_speed(limits.max_extrude_only_velocity * distance_per_filament,
                     limits.max_extrude_only_accel * distance_per_filament);
}

SpeedSquared extruder_corner_limit(const Move& previous,
                                   const Move& move,
                                   std::size_t axis,
                                   Speed instantaneous_corner_velocity) {
    const double change = std::abs(move.ratio(axis) - previous.ratio(axis));
    if (change == 0.0) return unlimited_speed_squared;
    const Speed speed = instantaneous_corner_velocity / change;
    return speed * speed;
}

}  // namespace escapement::motion
