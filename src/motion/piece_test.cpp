// Passages of quadratics against the same formulas in long double.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/piece.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <vector>

namespace escapement::motion {
namespace {

constexpr double tick_s = 1.0 / 520e6;  // of the fastest board there is

// How far the piece is from `position` at a print time, without rounding of its own.
long double miss(const Piece& piece, double time, double position) {
    const long double t = static_cast<long double>(time) - piece.start;
    return piece.position + t * (piece.speed + 0.5L * piece.acceleration * t) - position;
}

// What a print time that is one tick off misses at least, rounding of time itself included.
long double allowed(const Piece& piece, double time) {
    const double t = time - piece.start;
    return (tick_s / 4 + 4e-16 * time) * std::abs(piece.speed_at(t)) + 2e-13;
}

TEST(Piece, passes_positions_where_it_says_for_random_pieces) {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> u(-1.0, 1.0);
    for (int n = 0; n < 20'000; ++n) {
        const double t = std::pow(10.0, 3.0 * u(random) - 2.0), v0 = 300.0 * std::abs(u(random)),
                     v1 = 300.0 * std::abs(u(random));
        const double way = u(random) < 0 ? -1.0 : 1.0;
        const Piece piece{100.0 + 100.0 * u(random),
                          t,
                          300.0 * u(random),
                          way * v0,
                          n % 5 == 0 ? 0.0 : way * (v1 - v0) / t};
        const double length = piece.position_at(t) - piece.position;
        std::array<double, 10> times;
        const Grid grid{piece.position, std::abs(length) / 10, 0.5 * way, way};
        times_of_passage({piece, 0.0, t}, grid, times);

        for (std::size_t i = 0; i < times.size(); ++i) {
            const double position = grid.at(i);
            ASSERT_LE(std::abs(miss(piece, times[i], position)), allowed(piece, times[i])) << n;
            ASSERT_TRUE(i == 0 || times[i] > times[i - 1]);
        }
    }
}

TEST(Piece, passes_positions_close_to_standstill_without_cancellation) {
    const Piece up{10.0, 1.0, 0.0, 0.0, 3000.0}, down{10.0, 1.0, 0.0, 3000.0, -3000.0};
    std::array<double, 1> time;

    times_of_passage({up, 0.0, 1.0}, {1e-10, 1.0, 0.0, 1.0}, time);
    EXPECT_NEAR(time[0], 10.0 + std::sqrt(2e-10 / 3000.0), 2e-15);

    times_of_passage({down, 0.0, 1.0}, {1500.0 - 1e-10, 1.0, 0.0, 1.0}, time);
    EXPECT_NEAR(time[0], 11.0 - std::sqrt(2e-10 / 3000.0), 1e-9);
}

TEST(Piece, clamps_positions_beyond_its_ends_by_rounding) {
    const Piece piece{10.0, 1.0, 5.0, 0.0, 2.0};
    std::array<double, 1> time;

    times_of_passage({piece, 0.0, 1.0}, {5.0 - 1e-13, 1.0, 0.0, 1.0}, time);
    EXPECT_EQ(time[0], 10.0);
    times_of_passage({piece, 0.0, 1.0}, {6.0 + 1e-13, 1.0, 0.0, 1.0}, time);
    EXPECT_EQ(time[0], 11.0);
}

TEST(Piece, made_from_a_segment_hangs_together) {
    const Segment segment{.start = PrintTime{Seconds{3.0}},
                          .accelerating = Seconds{0.1},
                          .cruising = Seconds{0.5},
                          .decelerating = Seconds{0.05},
                          .from = {{10.0}, {20.0}, {0.0}},
                          .direction = {0.6, 0.8, 0.0},
                          .start_speed = Speed{10.0},
                          .cruise_speed = Speed{110.0},
                          .acceleration = Accel{1000.0}};

    const Pieces p = pieces_of(segment, corexy.blend[1]);

    EXPECT_DOUBLE_EQ(p.accelerating.position, -10.0);
    EXPECT_DOUBLE_EQ(p.accelerating.speed, -2.0);
    EXPECT_DOUBLE_EQ(p.cruising.position, p.accelerating.position_at(0.1));
    EXPECT_DOUBLE_EQ(p.cruising.speed, -22.0);
    EXPECT_DOUBLE_EQ(p.decelerating.start, 3.6);
    EXPECT_DOUBLE_EQ(p.decelerating.speed_at(0.05), -12.0);
    EXPECT_NEAR(p.decelerating.position_at(0.05),
                corexy.stepper(1, segment.position_at(segment.end())).value,
                1e-12);
}

}  // namespace
}  // namespace escapement::motion
