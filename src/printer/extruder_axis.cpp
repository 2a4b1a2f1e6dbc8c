// Which extrusions are refused, and in which words.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/extruder_axis.hpp"

#include <cstdio>

#include "printer/errors.hpp"

namespace escapement::printer {

namespace {

std::string compared(const char* format, double is, double limit) {
    char text[200];
    std::snprintf(text, sizeof text, format, is, limit);
    return text;
}

}  // namespace

void ExtruderAxis::check_move(motion::Move& move, std::size_t axis) const {
    const auto& limits = settings_.limits;
    if (!settings_.can_extrude())
        throw CommandError(
            "Extrude below minimum temp\n"
            "See the 'min_extrude_temp' config option for details");
    switch (motion::extrusion_fault(move, axis, limits)) {
        case motion::ExtrusionFault::none:
            break;
        case motion::ExtrusionFault::too_long:
            throw CommandError(compared("Extrude only move too long (%.3fmm vs %.3fmm)",
                                        move.displacement(axis).value,
                                        limits.max_extrude_only_distance.value) +
                               "\nSee the 'max_extrude_only_distance' config option for details");
        case motion::ExtrusionFault::too_thick:
            throw CommandError(compared("Move exceeds maximum extrusion (%.3fmm^2 vs %.3fmm^2)",
                                        motion::extruded_area(move, axis, limits).value,
                                        limits.max_cross_section.value) +
                               "\nSee the 'max_extrude_cross_section' config option for details");
    }
    motion::limit_extrude_only(move, axis, limits);
}

motion::SpeedSquared ExtruderAxis::junction_limit(const motion::Move& previous,
                                                  const motion::Move& move,
                                                  std::size_t axis) const {
    return motion::extruder_corner_limit(
        previous, move, axis, settings_.limits.instantaneous_corner_velocity);
}

void ExtruderAxis::follow_move(base::PrintTime start, const motion::Move& move, std::size_t axis) {
    motion::append_extra_axis_move(segments_, start, move, axis);
    position_ = move.end()[axis];
}

}  // namespace escapement::printer
