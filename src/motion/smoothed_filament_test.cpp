// Smoothed filament against integrals worked out in higher precision.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/smoothed_filament.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <vector>

#include "motion/look_ahead.hpp"
#include "motion/quadratic_fit.hpp"
#include "motion/random_filament.hpp"
#include "motion/step_solver.hpp"

namespace escapement::motion {
namespace {

// The definition, in long double: the average of e + K e' over a triangle.
long double smoothed(const RandomFilament& moves, long double time, long double half) {
    const auto phases = moves.around(time, half);
    const long double base = phases.front().position;
    long double sum = 0.0L;
    for (const ExactPhase& phase : phases) {
        const long double low = std::max(phase.start, time - half);
        const long double high = std::min(phase.end, time + half);
        if (!(low < high)) continue;
        // Simpson's rule is exact for the cubics on either side of the middle.
        const auto value = [&](long double u) {
            return (phase.advanced(u) - base) * (half - std::fabs(u - time)) / (half * half);
        };
        const auto simpson = [&](long double a, long double b) {
            return (b - a) / 6.0L * (value(a) + 4.0L * value((a + b) / 2.0L) + value(b));
        };
        if (low < time && time < high)
            sum += simpson(low, time) + simpson(time, high);
        else
            sum += simpson(low, high);
    }
    return base + sum;
}

std::vector<Piece> all_pieces(PathSource& path, const RandomFilament& moves) {
    std::vector<Piece> pieces;
    path.advance(PrintTime{Seconds{moves.end() + 1.0}}, pieces);
    return pieces;
}

constexpr FilamentStart from_the_beginning{};

FilamentSettings smoothing(double smooth_time, double advance) {
    return {.half_window = 0.5 * smooth_time, .advances = {{PrintTime{}, advance}}};
}

double greatest_error(const RandomFilament& moves, double smooth_time, double advance) {
    SmoothedFilament path(moves.queue(), from_the_beginning, smoothing(smooth_time, advance));
    double greatest = 0.0;
    for (const Piece& piece : all_pieces(path, moves))
        for (const double share : {0.0, 0.37, 1.0}) {
            const double t = share * piece.duration;
            const long double exact =
                smoothed(moves, static_cast<long double>(piece.start) + t, 0.5L * smooth_time);
            greatest =
                std::max(greatest, static_cast<double>(std::fabs(piece.position.at(t) - exact)));
        }
    return greatest;
}

TEST(SmoothedFilament, is_the_average_over_a_triangle) {
    for (const unsigned seed : {1U, 2U, 3U}) {
        const RandomFilament moves(seed, 300, 0.05);

        EXPECT_LT(greatest_error(moves, 0.04, 0.05), 1e-10) << seed;
        EXPECT_LT(greatest_error(moves, 0.2, 0.05), 1e-10) << seed;
        EXPECT_LT(greatest_error(moves, 0.001, 0.05), 1e-10) << seed;
    }
}

TEST(SmoothedFilament, covers_all_of_the_time_in_which_filament_moves) {
    const RandomFilament moves(4, 200, 0.05);
    SmoothedFilament path(moves.queue(), from_the_beginning, smoothing(0.04, 0.05));

    const auto pieces = all_pieces(path, moves);

    ASSERT_FALSE(pieces.empty());
    EXPECT_NEAR(pieces.front().start, moves.begin() - 0.02, 1e-9);
    EXPECT_NEAR(pieces.back().end(), moves.end() + 0.02, 1e-9);
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        ASSERT_LE(pieces[i - 1].end(), pieces[i].start + 1e-11);
        ASSERT_NEAR(
            pieces[i - 1].position.at(pieces[i - 1].duration), pieces[i].position.at(0.0), 1e-11);
    }
}

TEST(SmoothedFilament, looks_the_same_backwards_in_time) {
    const RandomFilament moves(5, 200, 0.0);
    const RandomFilament mirrored = moves.mirrored();
    SmoothedFilament path(moves.queue(), from_the_beginning, smoothing(0.06, 0.0));
    SmoothedFilament back(mirrored.queue(), from_the_beginning, smoothing(0.06, 0.0));

    const auto pieces = all_pieces(path, moves), mirror = all_pieces(back, mirrored);

    for (const Piece& piece : pieces) {
        const double time = mirrored.begin() + (moves.end() - (piece.start + piece.duration / 2));
        const auto other = std::find_if(mirror.begin(), mirror.end(), [&](const Piece& p) {
            return p.start <= time && time <= p.end();
        });
        ASSERT_NE(other, mirror.end());
        ASSERT_NEAR(
            piece.position.at(piece.duration / 2), other->position.at(time - other->start), 1e-9);
    }
}

TEST(SmoothedFilament, does_not_drift_over_a_hundred_thousand_moves) {
    const RandomFilament moves(6, 100'000, 0.05);
    SmoothedFilament path(moves.queue(), from_the_beginning, smoothing(0.04, 0.05));
    double greatest = 0.0;
    std::vector<Piece> pieces;

    path.advance(PrintTime{Seconds{moves.end() + 1.0}}, pieces);

    ASSERT_GT(pieces.size(), 300'000U);
    for (std::size_t i = 0; i < pieces.size(); i += 997) {
        const auto exact = smoothed(moves, pieces[i].start, 0.02L);
        greatest =
            std::max(greatest, static_cast<double>(std::fabs(pieces[i].position.c[0] - exact)));
    }
    // Print time itself is no finer than 1e-12 s here, filament no finer than 1e-12 mm.
    EXPECT_LT(greatest, 1e-10);
    EXPECT_NEAR(pieces.back().position.at(pieces.back().duration), moves.end_position(), 1e-9);
}

TEST(SmoothedFilament, makes_the_same_steps_however_often_it_is_asked) {
    const RandomFilament moves(7, 400, 0.08);
    const auto steps_in_portions = [&](double portion) {
        StepLog log;
        StepSolver solver(Length{0.002});
        solver.follow(std::make_unique<SmoothedFilament>(
            moves.queue(), from_the_beginning, smoothing(0.04, 0.08)));
        solver.set_position(Length{moves.begin_position()});
        for (double t = 0.9; t < moves.end() + 1.0 + portion; t += portion)
            solver.solve(PrintTime{Seconds{t}}, log);
        return log.list;
    };

    const auto twice = steps_in_portions(moves.end() / 2.0), often = steps_in_portions(0.0137);

    ASSERT_GT(often.size(), 5'000U);
    ASSERT_EQ(often.size(), twice.size());
    for (std::size_t i = 0; i < often.size(); ++i) {
        ASSERT_EQ(often[i].way, twice[i].way);
        // Pieces are cut where nothing more is known yet, and each may be a quadratic.
        ASSERT_NEAR(often[i].time, twice[i].time, 2.0 * quadratic_error);
    }
}

TEST(SmoothedFilament, steps_within_a_tenth_of_a_microsecond_of_the_definition) {
    const RandomFilament moves(8, 120, 0.05);
    StepLog log;
    StepSolver solver(Length{0.002});
    solver.follow(std::make_unique<SmoothedFilament>(
        moves.queue(), from_the_beginning, smoothing(0.04, 0.05)));
    solver.set_position(Length{moves.begin_position()});

    solver.solve(PrintTime{Seconds{moves.end() + 1.0}}, log);

    ASSERT_GT(log.list.size(), 2'000U);
    std::int64_t count = 0;
    for (std::size_t i = 0; i < log.list.size(); ++i) {
        const int way = log.list[i].way;
        const double time = log.list[i].time;
        const long double target =
            static_cast<long double>(moves.begin_position()) + (count + 0.5L * way) * 0.002L;
        count += way;
        const long double before = smoothed(moves, time - 1e-7L, 0.02L) - target;
        const long double after = smoothed(moves, time + 1e-7L, 0.02L) - target;
        ASSERT_TRUE(way * before <= 1e-9L && way * after >= -1e-9L) << i << " at " << time;
    }
}

TEST(SmoothedFilament, takes_a_new_advance_with_the_segments_that_begin_then) {
    const RandomFilament moves(9, 60, 0.02, {{30, 0.09}});
    SmoothedFilament path(moves.queue(), from_the_beginning, smoothing(0.04, 0.02));
    path.add({PrintTime{Seconds{moves.start_of(30)}}, 0.09});

    for (const Piece& piece : all_pieces(path, moves))
        ASSERT_NEAR(
            piece.position.c[0], static_cast<double>(smoothed(moves, piece.start, 0.02L)), 1e-10);
}

TEST(SmoothedFilament, does_not_look_back_beyond_its_beginning) {
    RandomFilament moves(10, 5, 0.05);
    SmoothedFilament path(
        moves.queue(), {5, PrintTime{Seconds{moves.end()}}}, smoothing(0.04, 0.05));
    const double begins = moves.end() + 0.03;
    moves.add_line(begins, 2.0, 10.0);
    std::vector<Piece> pieces;

    path.advance(PrintTime{Seconds{begins + 0.1}}, pieces);

    ASSERT_FALSE(pieces.empty());
    EXPECT_NEAR(pieces.front().start, begins - 0.02, 1e-9);
    EXPECT_NEAR(pieces.front().position.c[0], moves.queue()[5].from.x.value, 1e-9);
}

TEST(SmoothedFilament, says_when_the_motor_is_first_needed) {
    RandomFilament moves(11, 5, 0.05);
    SmoothedFilament path(moves.queue(), from_the_beginning, smoothing(0.04, 0.05));
    const PrintTime end{Seconds{moves.end() + 1.0}};
    std::vector<Piece> pieces;

    EXPECT_NEAR(path.first_motion(end)->time_since_epoch().count(), moves.begin() - 0.02, 1e-9);
    EXPECT_FALSE(path.first_motion(PrintTime{Seconds{moves.begin() - 0.03}}));

    path.advance(PrintTime{Seconds{moves.end()}}, pieces);
    EXPECT_NEAR(path.first_motion(end)->time_since_epoch().count(), moves.end(), 0.03);
    path.advance(end, pieces);
    EXPECT_FALSE(path.first_motion(end + Seconds{1.0}));
}

// Two moves of limited jerk, one after the other.
SegmentQueue gentle_filament() {
    const MoveLimits gentle{{100.0}, {3000.0}, 0.0, {5.0}, {60'000.0}};
    LookAhead look_ahead;
    Position from{};
    for (const double x : {20.0, 25.0}) {
        Position to = from;
        to[0] = Length{x};
        to[extruder_axis] = Length{0.05 * x};
        look_ahead.add(Move(from, to, Speed{2.0 * x}, gentle));
        from = to;
    }
    SegmentQueue queue;
    PrintTime time{Seconds{1.0}};
    for (const Move& move : look_ahead.flush(Flush::everything)) {
        append_extra_axis_move(queue, time, move, extruder_axis);
        time = queue.end();
    }
    return queue;
}

TEST(SmoothedFilament, follows_filament_of_limited_jerk) {
    constexpr double half = 0.02, advance = 0.05;
    const SegmentQueue queue = gentle_filament();
    SmoothedFilament path(queue, from_the_beginning, smoothing(2.0 * half, advance));
    std::vector<Piece> pieces;

    path.advance(queue.end() + Seconds{0.5}, pieces);

    const auto advanced = [&](double time) {
        const PrintTime at{Seconds{std::max(time, 1.0)}};
        return queue.position_at(at)->x.value + advance * queue.speed_at(at)->value;
    };
    const auto averaged = [&](double time) {
        constexpr int parts = 4000;
        double sum = 0.0;
        for (int i = 0; i < parts; ++i) {
            const double share = (i + 0.5) / parts * 2.0 - 1.0;
            sum += advanced(time + share * half) * (1.0 - std::abs(share)) * 2.0 / parts;
        }
        return sum;
    };
    ASSERT_GT(pieces.size(), 20u);
    for (const Piece& piece : pieces)
        for (const double share : {0.1, 0.6}) {
            const double t = share * piece.duration;
            ASSERT_NEAR(piece.position.at(t), averaged(piece.start + t), 1e-6);
        }
}

}  // namespace
}  // namespace escapement::motion
