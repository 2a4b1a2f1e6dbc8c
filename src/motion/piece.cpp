// Pieces from segments, and the closed-form roots of quadratics.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/piece.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace escapement::motion {

namespace {

double seconds(PrintTime time) {
    return time.time_since_epoch().count();
}

// One end of a span, seen as the start of a motion that only gets faster.
struct SlowEnd {
    double time;          // print time
    double position;      // millimetres
    double away;          // +1 where positions ahead are greater, else -1
    double speed;         // towards the other end, never negative
    double acceleration;  // never negative
    double time_sign;     // +1 at the beginning of the span, -1 at its end
};

SlowEnd slow_end(const MonotoneSpan& span) {
    const Piece& piece = span.piece;
    const double v_begin = piece.speed_at(span.begin), v_end = piece.speed_at(span.end);
    const double way = v_begin + v_end < 0.0 ? -1.0 : 1.0;
    const bool begins_slow = std::abs(v_begin) <= std::abs(v_end);
    const double at = begins_slow ? span.begin : span.end;
    return {.time = piece.start + at,
            .position = piece.position_at(at),
            .away = begins_slow ? way : -way,
            .speed = std::max(0.0, way * (begins_slow ? v_begin : v_end)),
            .acceleration = std::abs(piece.acceleration),
            .time_sign = begins_slow ? 1.0 : -1.0};
}

void constant_speed(const SlowEnd& end, const Grid& grid, std::span<double> times) {
    const double time_per_distance = end.time_sign * end.away / end.speed;
    for (std::size_t i = 0; i < times.size(); ++i)
        times[i] = end.time + (grid.at(i) - end.position) * time_per_distance;
}

void constant_acceleration(const SlowEnd& end, const Grid& grid, std::span<double> times) {
    const double v2 = end.speed * end.speed;
    const double a2 = 2.0 * end.acceleration, sign2 = 2.0 * end.time_sign;
    // Keeps 0 / 0 at standstill from being asked for; a millionth of an attosecond late.
    constexpr double least = 1e-300;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const double distance = std::max(0.0, (grid.at(i) - end.position) * end.away);
        const double divisor = end.speed + std::sqrt(v2 + a2 * distance) + least;
        times[i] = end.time + sign2 * distance / divisor;
    }
}

}  // namespace

Pieces pieces_of(const Segment& segment, const Blend& blend) {
    const double along = blend[0] * segment.direction[0] + blend[1] * segment.direction[1] +
                         blend[2] * segment.direction[2];
    const double cruise = along * segment.cruise_speed.value;
    const double acceleration = along * segment.acceleration.value;
    Pieces p;
    p.accelerating = {.start = seconds(segment.start),
                      .duration = segment.accelerating.count(),
                      .position = blended(blend, segment.from).value,
                      .speed = along * segment.start_speed.value,
                      .acceleration = acceleration};
    p.cruising = {.start = p.accelerating.end(),
                  .duration = segment.cruising.count(),
                  .position = p.accelerating.position_at(p.accelerating.duration),
                  .speed = cruise,
                  .acceleration = 0.0};
    p.decelerating = {.start = p.cruising.end(),
                      .duration = segment.decelerating.count(),
                      .position = p.cruising.position_at(p.cruising.duration),
                      .speed = cruise,
                      .acceleration = -acceleration};
    return p;
}

void times_of_passage(const MonotoneSpan& span, const Grid& grid, std::span<double> times) {
    const SlowEnd end = slow_end(span);
    if (end.acceleration > 0.0)
        constant_acceleration(end, grid, times);
    else
        constant_speed(end, grid, times);
    const double earliest = span.piece.start + span.begin, latest = span.piece.start + span.end;
    for (double& time : times) time = std::clamp(time, earliest, latest);
}

}  // namespace escapement::motion
