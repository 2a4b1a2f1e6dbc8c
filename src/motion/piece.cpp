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

bool has_settled(const MonotoneSpan& span, double time, double last_step) {
    const Polynomial& p = span.piece().position;
    return last_step * last_step * std::abs(p.bend_at(time)) <=
           passage_error * std::abs(p.slope_at(time));
}

// After a last step of Newton's: those that it has not settled are enclosed.
void settle(const MonotoneSpan& span, const Grid& grid, std::span<double> times, double step) {
    for (std::size_t i = 0; i < times.size(); ++i)
        if (!has_settled(span, times[i], step))
            times[i] = enclosed_passage(span, grid.at(i), grid.way);
}

bool is_nearly_even(const SlopeBounds& slopes) {
    constexpr double share = 0.3;
    return slopes.least > share * slopes.greatest;
}

// Hermite's cubic: the ends of the span, and their slopes.
InverseCubic inverse_of(const MonotoneSpan& span, double way) {
    const double position = span.position_at(span.begin());
    const double length = way * (span.position_at(span.end()) - position);
    const double time = span.end() - span.begin();
    const double begins = way * length / span.slope_at(span.begin());
    const double ends = way * length / span.slope_at(span.end());
    const double per = 1.0 / length;
    return {position,
            {span.begin(),
             begins * per,
             (3.0 * time - 2.0 * begins - ends) * per * per,
             (begins + ends - 2.0 * time) * per * per * per}};
}

void guess(const MonotoneSpan& span, const Grid& grid, std::span<double> times) {
    const TimeRange range{span.begin(), span.end()};
    if (is_nearly_even(span.slopes()))
        inverse_passages(inverse_of(span, grid.way), grid, range, times);
    else
        accelerated_passages(straightened(slow_end(span), span), grid, range, times);
}

void higher_degree(const MonotoneSpan& span, const Grid& grid, std::span<double> times) {
    guess(span, grid, times);
    constexpr int most_steps = 6;
    // Newton's error after a step is about step^2 * bend / (2 slope).
    const double allowed = 2.0 * passage_error * span.slopes().least;
    for (int i = 0; i < most_steps; ++i) {
        const double step =
            newton_step(span.piece().position, grid, {span.begin(), span.end()}, times);
        if (step * step * span.slopes().bend < allowed) return;
        if (i + 1 == most_steps || (allowed == 0.0 && step < 1e-8)) settle(span, grid, times, step);
        if (allowed == 0.0 && step < 1e-8) return;
    }
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
        accelerated_passages(slow_end(span), grid, {span.begin(), span.end()}, times);
    else
        higher_degree(span, grid, times);
    for (double& time : times) time += start;
}

}  // namespace escapement::motion
