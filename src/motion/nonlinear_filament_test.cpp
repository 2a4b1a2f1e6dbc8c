// Filament pushed ahead along a curve, against the definition in higher precision.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/nonlinear_filament.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "motion/random_filament.hpp"
#include "motion/step_solver.hpp"

namespace escapement::motion {
namespace {

using Curve = NonlinearAdvance::Curve;

constexpr NonlinearAdvance steep{Curve::tanh, 0.02, 0.15, 1.5};
constexpr NonlinearAdvance flat{Curve::reciprocal, 0.05, 0.3, 4.0};

// The average of the speed of lines, by a rule that is exact for the product of their speed and
// the weight.
long double average_speed(const RandomFilament& moves, long double time, long double half) {
    long double sum = 0.0L;
    for (const ExactPhase& phase : moves.around(time, half)) {
        const long double low = std::max(phase.start, time - half);
        const long double high = std::min(phase.end, time + half);
        if (!(low < high) || phase.advance == 0.0L) continue;
        const auto value = [&](long double u) {
            const long double x = (u - time) / half, w = 1.0L - x * x;
            return phase.speed_at(u) * 15.0L / 16.0L * w * w / half;
        };
        const long double centre = 0.5L * (low + high), reach = 0.5L * (high - low);
        const long double node = reach * std::sqrt(0.6L);
        sum += reach / 9.0L *
               (5.0L * value(centre - node) + 8.0L * value(centre) + 5.0L * value(centre + node));
    }
    return sum;
}

long double defined(const RandomFilament& moves,
                    long double time,
                    long double half,
                    const NonlinearAdvance& advance) {
    long double position = 0.0L;
    for (const ExactPhase& phase : moves.around(time, 0.0L)) position = phase.at(time);
    const long double v = average_speed(moves, time, half), r = v / advance.velocity;
    const long double g = advance.curve == Curve::tanh ? std::tanh(r) : r / (1.0L + r);
    return position + advance.linear * v + advance.offset * g;
}

std::vector<Piece> pieces_of(PathSource& path, const RandomFilament& moves) {
    std::vector<Piece> pieces;
    path.advance(PrintTime{Seconds{moves.end() + 1.0}}, pieces);
    return pieces;
}

TEST(NonlinearFilament, is_within_a_nanometre_of_its_definition) {
    const RandomFilament moves(21, 300, 1.0);
    for (const auto& advance : {steep, flat})
        for (const double half : {0.02, 0.1, 0.002}) {
            NonlinearFilament path(moves.queue(), {}, half, advance);
            double greatest = 0.0;
            const auto pieces = pieces_of(path, moves);
            for (const Piece& piece : pieces)
                for (const double share : {0.0, 0.15, 0.6, 0.99}) {
                    const double t = share * piece.duration;
                    const auto exact = defined(moves, piece.start + t, half, advance);
                    greatest = std::max(
                        greatest, static_cast<double>(std::fabs(piece.position.at(t) - exact)));
                }
            EXPECT_LT(greatest, 2.0 * NonlinearFilament::fit_error) << half;
        }
}

TEST(NonlinearFilament, knows_how_fast_what_it_pushes_ahead_changes) {
    constexpr double d = 1e-5;
    for (const auto& advance : {steep, flat}) {
        const auto at = [&](double t) {
            return pushed_ahead(advance, {3.0 + 2.0 * t + 4.0 * t * t, 2.0 + 8.0 * t, 8.0});
        };
        EXPECT_NEAR(at(0.0).slope, (at(d).value - at(-d).value) / (2.0 * d), 1e-8);
        EXPECT_NEAR(at(0.0).bend, (at(d).slope - at(-d).slope) / (2.0 * d), 1e-8);
    }
}

TEST(NonlinearFilament, pushes_nothing_ahead_at_a_standstill_and_backwards) {
    EXPECT_EQ(pushed_ahead(flat, {0.0, 1.0, 1.0}).value, 0.0);
    EXPECT_EQ(pushed_ahead(flat, {-2.0, 1.0, 1.0}).value, 0.0);
    EXPECT_NEAR(pushed_ahead(flat, {4.0, 0.0, 0.0}).value, 0.05 * 4.0 + 0.3 / 2.0, 1e-15);
    EXPECT_NEAR(pushed_ahead(steep, {1e6, 0.0, 0.0}).value, 0.02e6 + 0.15, 1e-9);
}

TEST(NonlinearFilament, ends_where_the_moves_end_and_leaves_no_gap) {
    const RandomFilament moves(22, 5000, 1.0);
    NonlinearFilament path(moves.queue(), {}, 0.02, steep);

    const auto pieces = pieces_of(path, moves);

    EXPECT_NEAR(pieces.back().position.at(pieces.back().duration), moves.end_position(), 1e-9);
    for (std::size_t i = 1; i < pieces.size(); ++i)
        ASSERT_NEAR(
            pieces[i - 1].position.at(pieces[i - 1].duration), pieces[i].position.c[0], 1e-9)
            << i;
}

TEST(NonlinearFilament, steps_within_a_tenth_of_a_microsecond_of_the_definition) {
    const RandomFilament moves(23, 120, 1.0);
    StepLog log;
    StepSolver solver(Length{0.002});
    solver.follow(std::make_unique<NonlinearFilament>(moves.queue(), FilamentStart{}, 0.02, flat));
    solver.set_position(Length{moves.begin_position()});

    solver.solve(PrintTime{Seconds{moves.end() + 1.0}}, log);

    ASSERT_GT(log.list.size(), 2'000U);
    std::int64_t count = 0;
    for (const auto& step : log.list) {
        const long double target =
            static_cast<long double>(moves.begin_position()) + (count + 0.5L * step.way) * 0.002L;
        count += step.way;
        const auto miss = [&](long double time) {
            return step.way * (defined(moves, time, 0.02L, flat) - target);
        };
        ASSERT_LE(miss(step.time - 1e-7L), 2e-9L) << step.time;
        ASSERT_GE(miss(step.time + 1e-7L), -2e-9L) << step.time;
    }
}

}  // namespace
}  // namespace escapement::motion
