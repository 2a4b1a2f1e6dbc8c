// The rows of constant speed, and Newton's steps for what has no closed formula.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/piece.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace escapement::motion {

namespace {

// The constant acceleration that covers the whole span in its time, as slow as the span at its
// slower end if it can be.  Counted from the span's begin.
QuadraticSpan evenly_accelerated(const MonotoneSpan& span, double way) {
    const auto [begin, end] = span.range();
    const double position = span.position_at(begin), duration = end - begin;
    const double mean = way * (span.position_at(end) - position) / duration;
    const double v_begin = way * span.slope_at(begin), v_end = way * span.slope_at(end);
    const double slow = std::clamp(std::min(v_begin, v_end), 0.0, mean), fast = 2.0 * mean - slow;
    const bool begins_slow = v_begin <= v_end;
    const double change = begins_slow ? fast - slow : slow - fast;
    return {.start = begin,
            .range = {0.0, duration},
            .c0 = position,
            .c1 = way * (begins_slow ? slow : fast),
            .c2 = way * 0.5 * change / duration};
}

// Encloses the passage between two times; a step of Newton's where that stays between them.
double enclosed_passage(const MonotoneSpan& span, double position, double way) {
    const Polynomial& p = span.piece().position;
    auto [low, high] = span.range();
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

void improve(const MonotoneSpan& span, const Grid& grid, std::span<double> times) {
    constexpr int most_steps = 6;
    // Newton's error after a step is about step^2 * bend / (2 slope).
    const double allowed = 2.0 * passage_error * span.slopes().least;
    for (int i = 0; i < most_steps; ++i) {
        const double step = newton_step(span.piece().position, grid, span.range(), times);
        if (step * step * span.slopes().bend < allowed) return;
        if (i + 1 == most_steps || (allowed == 0.0 && step < 1e-8)) settle(span, grid, times, step);
        if (allowed == 0.0 && step < 1e-8) return;
    }
}

}  // namespace

// Steps are numbered from one near the start of the span, for its time to be exact.
EvenSteps even_passages(const QuadraticSpan& span, const Grid& grid, std::int64_t count) {
    const double along = grid.way * (span.c0 - grid.origin) / grid.spacing;
    const auto zero = static_cast<double>(static_cast<std::int64_t>(along));
    const double to_zero = grid.origin + grid.way * zero * grid.spacing - span.c0;
    const double pace = 1.0 / span.c1;
    return {.origin = span.start + to_zero * pace,
            .apart = grid.spacing * std::abs(pace),
            .first = grid.way * grid.first - zero,
            .count = count};
}

void times_of_passage(const MonotoneSpan& span, const Grid& grid, std::span<double> times) {
    quadratic_passages(evenly_accelerated(span, grid.way), grid, times);
    improve(span, grid, times);
    for (double& time : times) time += span.piece().start;
}

}  // namespace escapement::motion
