// The closed-form roots of quadratics, and Newton's steps for what is of higher degree.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/piece.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "base/assert.hpp"

namespace escapement::motion {

namespace {

// One end of a span, seen as the start of a motion that only gets faster.
struct SlowEnd {
    double time;          // since the start of the piece
    double position;      // millimetres
    double away;          // +1 where positions ahead are greater, else -1
    double speed;         // towards the other end, never negative
    double acceleration;  // never negative
    double time_sign;     // +1 at the beginning of the span, -1 at its end
};

SlowEnd slow_end(const MonotoneSpan& span) {
    const double v_begin = span.slope_at(span.begin()), v_end = span.slope_at(span.end());
    const double way = v_begin + v_end < 0.0 ? -1.0 : 1.0;
    const bool begins_slow = std::abs(v_begin) <= std::abs(v_end);
    const double at = begins_slow ? span.begin() : span.end();
    return {.time = at,
            .position = span.position_at(at),
            .away = begins_slow ? way : -way,
            .speed = std::max(0.0, way * (begins_slow ? v_begin : v_end)),
            .acceleration = 2.0 * std::abs(span.piece().position.c[2]),
            .time_sign = begins_slow ? 1.0 : -1.0};
}

// Turns the end into one whose constant acceleration covers the whole span in its time.
SlowEnd straightened(SlowEnd end, const MonotoneSpan& span) {
    const double time = span.end() - span.begin();
    const double other = end.time_sign > 0.0 ? span.end() : span.begin();
    const double way = end.away * (span.position_at(other) - end.position);
    end.speed = std::min(end.speed, way / time);
    end.acceleration = 2.0 * (way - end.speed * time) / (time * time);
    return end;
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

// One step of Newton's for each time; returns the greatest change.
double newton_step(const MonotoneSpan& span, const Grid& grid, std::span<double> times) {
    const Polynomial& p = span.piece().position;
    // A slope of zero makes a step that leaves the span, not one that is no number.
    const double least = grid.way * 1e-300;
    double greatest = 0.0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const double before = times[i];
        const double step = (p.at(before) - grid.at(i)) / (p.slope_at(before) + least);
        const double after = std::clamp(before - step, span.begin(), span.end());
        greatest = std::max(greatest, std::abs(after - before));
        times[i] = after;
    }
    return greatest;
}

// Encloses the passage between two times; a step of Newton's where that stays between them.
double enclosed_passage(const MonotoneSpan& span, double position, double way) {
    const Polynomial& p = span.piece().position;
    double low = span.begin(), high = span.end();
    double t = 0.5 * (low + high);
    constexpr int most_steps = 120;
    for (int i = 0; i < most_steps && high - low > 1e-15 * high; ++i) {
        const double miss = way * (p.at(t) - position);
        (miss < 0.0 ? low : high) = t;
        const double newton = t - miss / (way * p.slope_at(t));
        const double next =
            newton > low && newton < high && i % 3 != 2 ? newton : 0.5 * (low + high);
        if (next == t) break;
        t = next;
    }
    return t;
}

// Newton's error after a step is about step^2 * bend / (2 slope).
bool has_settled(const MonotoneSpan& span, double time, double last_step) {
    const Polynomial& p = span.piece().position;
    return last_step * last_step * std::abs(p.bend_at(time)) <=
           passage_error * std::abs(p.slope_at(time));
}

void higher_degree(const MonotoneSpan& span, const Grid& grid, std::span<double> times) {
    constant_acceleration(straightened(slow_end(span), span), grid, times);
    for (double& time : times) time = std::clamp(time, span.begin(), span.end());
    constexpr int most_steps = 5;
    constexpr double small_step = 1e-8;
    double step = newton_step(span, grid, times);
    for (int i = 1; i < most_steps && step > small_step; ++i) step = newton_step(span, grid, times);
    for (std::size_t i = 0; i < times.size(); ++i)
        if (!has_settled(span, times[i], step))
            times[i] = enclosed_passage(span, grid.at(i), grid.way);
}

}  // namespace

// Steps are numbered from one near the start of the piece, for its time to be exact.
EvenSteps even_passages(const MonotoneSpan& span, const Grid& grid, std::int64_t count) {
    const Piece& piece = span.piece();
    const double position = piece.position.c[0], speed = piece.position.c[1];
    const double along = grid.way * (position - grid.origin) / grid.spacing;
    const auto zero = static_cast<double>(static_cast<std::int64_t>(along));
    const double to_zero = grid.origin + grid.way * zero * grid.spacing - position;
    const double pace = 1.0 / speed;
    return {.origin = piece.start + to_zero * pace,
            .apart = grid.spacing * std::abs(pace),
            .first = grid.way * grid.first - zero,
            .count = count};
}

void times_of_passage(const MonotoneSpan& span, const Grid& grid, std::span<double> times) {
    ASSERT(times.size() <= most_passages);
    const double start = span.piece().start;
    if (span.degree() < 2) {
        const EvenSteps even = even_passages(span, grid, std::ssize(times));
        for (std::size_t i = 0; i < times.size(); ++i)
            times[i] = even.time(static_cast<std::int64_t>(i));
        return;
    }
    if (span.degree() == 2)
        constant_acceleration(slow_end(span), grid, times);
    else
        higher_degree(span, grid, times);
    for (double& time : times) time = start + std::clamp(time, span.begin(), span.end());
}

}  // namespace escapement::motion
