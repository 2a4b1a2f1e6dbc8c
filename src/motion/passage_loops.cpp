// Loops over blocks of four, written once and compiled for several kinds of registers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/passage_loops.hpp"

#include <array>
#include <cmath>
#include <cstring>

namespace escapement::motion {

namespace {

// Numbers that the processor works on together.
using Block = double __attribute__((vector_size(passage_block * sizeof(double))));
static_assert(passage_block == 4);

// Keeps 0 / 0 from being asked for.
constexpr double least_divisor = 1e-300;

[[gnu::always_inline]] inline void get(Block& block, const double* from) {
    std::memcpy(&block, from, sizeof block);
}
[[gnu::always_inline]] inline void put(double* to, const Block& block) {
    std::memcpy(to, &block, sizeof block);
}
[[gnu::always_inline]] inline void take_root(Block& block) {
    block =
        Block{std::sqrt(block[0]), std::sqrt(block[1]), std::sqrt(block[2]), std::sqrt(block[3])};
}
[[gnu::always_inline]] inline void hold(Block& time, const TimeRange& range) {
    const Block least = Block{} + range.least, most = Block{} + range.most;
    time = time > least ? time : least;
    time = time < most ? time : most;
}

// The positions of a grid, block by block.
struct Positions {
    Grid grid;
    Block number{0.0, 1.0, 2.0, 3.0};

    [[gnu::always_inline]] inline void take_next(Block& position) {
        position = grid.origin + (grid.first + number * grid.way) * grid.spacing;
        number += static_cast<double>(passage_block);
    }
};

// Newton's steps towards where the polynomial is at the target.
struct Newton {
    std::array<double, Polynomial::max_degree + 1> c;
    TimeRange range;
    // A slope of zero makes a step that leaves the range, not one that is no number.
    double least_slope;
    int steps = 1;

    Newton(const Polynomial& polynomial, const TimeRange& within, double way)
        : c(polynomial.c), range(within), least_slope(way * least_divisor) {}

    [[gnu::always_inline]] inline void step(Block& t, const Block& target) const {
        const Block value = c[0] + t * (c[1] + t * (c[2] + t * (c[3] + t * (c[4] + t * c[5]))));
        const Block slope =
            c[1] + t * (2.0 * c[2] + t * (3.0 * c[3] + t * (4.0 * c[4] + t * (5.0 * c[5]))));
        t -= (value - target) / (slope + least_slope);
        hold(t, range);
    }
    [[gnu::always_inline]] inline void correct(Block& t, const Block& target) const {
        for (int n = 0; n < steps; ++n) step(t, target);
    }
};

// From the end where the stepper is slower, x ahead is passed after 2 x / (v + sqrt(v^2 + 2 a x)).
// Newton's steps go on from there.
[[gnu::always_inline]] inline void passages(const QuadraticSpan& span,
                                            const Grid& grid,
                                            std::span<double> times,
                                            const Newton& newton) {
    const auto [start, range, c0, c1, c2] = span;
    const Block zero{}, begin = zero + range.least, end = zero + range.most;
    const Block v_begin = grid.way * (c1 + 2.0 * c2 * begin);
    const Block v_end = grid.way * (c1 + 2.0 * c2 * end);
    const auto begins_slow = v_begin <= v_end;
    const Block from = begins_slow ? begin : end;
    const Block slow = begins_slow ? v_begin : v_end;
    const Block speed = slow > zero ? slow : zero, speed2 = speed * speed;
    const Block forward = zero + 1.0, backward = zero - 1.0;
    const Block time_way = begins_slow ? forward : backward;
    const Block away = grid.way * time_way, twice = 2.0 * time_way;
    const Block position = c0 + from * (c1 + from * c2);
    const double accel2 = 4.0 * std::abs(c2);
    Positions positions{grid};
    Block target;
    for (std::size_t i = 0; i < times.size(); i += passage_block) {
        positions.take_next(target);
        Block ahead = (target - position) * away;
        ahead = ahead > zero ? ahead : zero;
        Block divisor = speed2 + accel2 * ahead;
        take_root(divisor);
        Block time = from + twice * ahead / (speed + divisor + least_divisor);
        hold(time, range);
        newton.correct(time, target);
        put(times.data() + i, start + time);
    }
}

[[gnu::always_inline]] inline void quadratic(const QuadraticSpan& span,
                                             const Grid& grid,
                                             std::span<double> times) {
    Newton none({}, span.range, grid.way);
    none.steps = 0;
    passages(span, grid, times, none);
}

[[gnu::always_inline]] inline void corrected(const CorrectedSpan& span,
                                             const Grid& grid,
                                             std::span<double> times) {
    Newton newton(span.position, span.guess.range, grid.way);
    newton.steps = span.corrections;
    passages(span.guess, grid, times, newton);
}

[[gnu::always_inline]] inline double newton_steps(const Polynomial& polynomial,
                                                  const Grid& grid,
                                                  const TimeRange& range,
                                                  std::span<double> times) {
    const Newton newton(polynomial, range, grid.way);
    Positions positions{grid};
    const Block zero{}, count = zero + static_cast<double>(times.size());
    Block greatest{}, target;
    for (std::size_t i = 0; i < times.size(); i += passage_block) {
        const Block number = positions.number;
        positions.take_next(target);
        Block before;
        get(before, times.data() + i);
        Block after = before;
        newton.correct(after, target);
        put(times.data() + i, after);
        Block change = after > before ? after - before : before - after;
        change = number < count ? change : zero;
        greatest = change > greatest ? change : greatest;
    }
    const double a = greatest[0] > greatest[1] ? greatest[0] : greatest[1];
    const double b = greatest[2] > greatest[3] ? greatest[2] : greatest[3];
    return a > b ? a : b;
}

}  // namespace

namespace detail {

namespace {

void quadratic_anywhere(const QuadraticSpan& span, const Grid& grid, std::span<double> times) {
    quadratic(span, grid, times);
}
void corrected_anywhere(const CorrectedSpan& span, const Grid& grid, std::span<double> times) {
    corrected(span, grid, times);
}
double newton_anywhere(const Polynomial& polynomial,
                       const Grid& grid,
                       const TimeRange& range,
                       std::span<double> times) {
    return newton_steps(polynomial, grid, range, times);
}

}  // namespace

const PassageLoops loops_anywhere{quadratic_anywhere, corrected_anywhere, newton_anywhere};

#if defined(__x86_64__)

namespace {

[[gnu::target("avx2")]] void quadratic_avx2(const QuadraticSpan& span,
                                            const Grid& grid,
                                            std::span<double> times) {
    quadratic(span, grid, times);
}
[[gnu::target("avx2")]] void corrected_avx2(const CorrectedSpan& span,
                                            const Grid& grid,
                                            std::span<double> times) {
    corrected(span, grid, times);
}
[[gnu::target("avx2")]] double newton_avx2(const Polynomial& polynomial,
                                           const Grid& grid,
                                           const TimeRange& range,
                                           std::span<double> times) {
    return newton_steps(polynomial, grid, range, times);
}

constexpr PassageLoops loops_avx2{quadratic_avx2, corrected_avx2, newton_avx2};

}  // namespace

const PassageLoops& best_loops() {
    return __builtin_cpu_supports("avx2") ? loops_avx2 : loops_anywhere;
}

#else

const PassageLoops& best_loops() {
    return loops_anywhere;
}

#endif

namespace {

const PassageLoops here = best_loops();

}  // namespace

}  // namespace detail

void quadratic_passages(const QuadraticSpan& span, const Grid& grid, std::span<double> times) {
    detail::here.quadratic(span, grid, times);
}

void corrected_passages(const CorrectedSpan& span, const Grid& grid, std::span<double> times) {
    detail::here.corrected(span, grid, times);
}

double newton_step(const Polynomial& polynomial,
                   const Grid& grid,
                   const TimeRange& range,
                   std::span<double> times) {
    return detail::here.newton(polynomial, grid, range, times);
}

}  // namespace escapement::motion
