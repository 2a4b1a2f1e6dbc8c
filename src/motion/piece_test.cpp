// Passages of positions against the same formulas in long double.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/piece.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <span>
#include <vector>

namespace escapement::motion {
namespace {

constexpr double tick_s = 1.0 / 520e6;  // of the fastest board there is

// How far the piece is from `position` at a print time, without rounding of its own.
long double miss(const Piece& piece, double time, double position) {
    const long double t = static_cast<long double>(time) - piece.start;
    long double sum = 0.0L;
    for (std::size_t i = piece.position.c.size(); i-- > 0;) sum = sum * t + piece.position.c[i];
    return sum - position;
}

// What a print time that is one tick off misses at least, rounding of time itself included.
long double allowed(const Piece& piece, double time) {
    const double t = time - piece.start;
    return (tick_s / 4 + 4e-16 * time) * std::abs(piece.position.slope_at(t)) + 2e-13;
}

// Times of a piece that is a quadratic or a line, or of any other.
void find_times(const Piece& piece, const Grid& grid, std::span<double> times) {
    const auto& c = piece.position.c;
    const QuadraticSpan quadratic{piece.start, {0.0, piece.duration}, c[0], c[1], c[2]};
    if (!piece.position.is_quadratic())
        times_of_passage({piece, TimeRange{0.0, piece.duration}}, grid, times);
    else if (c[2] != 0.0)
        quadratic_passages(quadratic, grid, times);
    else
        for (std::size_t i = 0; i < times.size(); ++i)
            times[i] = even_passages(quadratic, grid, std::ssize(times))
                           .time(static_cast<std::int64_t>(i));
}

template <std::size_t N>
struct Times {
    std::array<double, N + passage_block - 1> room{};

    operator std::span<double>() { return {room.data(), N}; }
    double operator[](std::size_t i) const { return room[i]; }
    std::size_t size() const { return N; }
};

TEST(Piece, passes_positions_where_it_says_for_random_pieces) {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> u(-1.0, 1.0);
    for (int n = 0; n < 20'000; ++n) {
        const double t = std::pow(10.0, 3.0 * u(random) - 2.0), v0 = 300.0 * std::abs(u(random)),
                     v1 = 300.0 * std::abs(u(random));
        const double way = u(random) < 0 ? -1.0 : 1.0;
        const double bend = n % 5 == 0 ? 0.0 : 0.5 * way * (v1 - v0) / t;
        const Piece piece{100.0 + 100.0 * u(random), t, {{300.0 * u(random), way * v0, bend}}};
        const double start = piece.position.c[0], length = piece.position.at(t) - start;
        Times<10> times;
        const Grid grid{start, std::abs(length) / 10, 0.5 * way, way};
        find_times(piece, grid, times);

        for (std::size_t i = 0; i < times.size(); ++i) {
            const double position = grid.at(i);
            ASSERT_LE(std::abs(miss(piece, times[i], position)), allowed(piece, times[i])) << n;
            ASSERT_TRUE(i == 0 || times[i] > times[i - 1]);
        }
    }
}

TEST(Piece, passes_positions_close_to_standstill_without_cancellation) {
    const Piece up{10.0, 1.0, {{0.0, 0.0, 1500.0}}}, down{10.0, 1.0, {{0.0, 3000.0, -1500.0}}};
    Times<1> time;

    find_times(up, {1e-10, 1.0, 0.0, 1.0}, time);
    EXPECT_NEAR(time[0], 10.0 + std::sqrt(2e-10 / 3000.0), 2e-15);

    find_times(down, {1500.0 - 1e-10, 1.0, 0.0, 1.0}, time);
    EXPECT_NEAR(time[0], 11.0 - std::sqrt(2e-10 / 3000.0), 1e-9);
}

TEST(Piece, clamps_positions_beyond_its_ends_by_rounding) {
    const Piece piece{10.0, 1.0, {{5.0, 0.0, 1.0}}};
    Times<1> time;

    find_times(piece, {5.0 - 1e-13, 1.0, 0.0, 1.0}, time);
    EXPECT_EQ(time[0], 10.0);
    find_times(piece, {6.0 + 1e-13, 1.0, 0.0, 1.0}, time);
    EXPECT_EQ(time[0], 11.0);
}

// A piece of degree 3 to 5 that rises all the way, from rest or not, through its derivative's
// factors: squares of lines, or what has no zero between the ends.
Polynomial rising(std::mt19937& random, double t, int kind) {
    std::uniform_real_distribution<double> u(0.0, 1.0);
    const double v = 200.0 * u(random), a = 5000.0 * u(random), j = a / t * u(random);
    if (kind == 0) return {{u(random), 0.0, 0.0, a / t / 6.0, j / t / 24.0, j / t / t / 100.0}};
    if (kind == 1) return {{u(random), v, -v / t, v / t / t / 3.0}};  // (1 - s/t)^2: stops
    return {{u(random), v, a / 2.0, j / 6.0, 0.3 * j / t / 24.0}};
}

TEST(Piece, passes_positions_where_it_says_for_higher_degrees) {
    std::mt19937 random(3);
    std::uniform_real_distribution<double> u(0.0, 1.0);
    for (int n = 0; n < 20'000; ++n) {
        const double t = std::pow(10.0, -4.0 + 4.0 * u(random));
        Polynomial position = rising(random, t, n % 3);
        const double way = n % 2 == 0 ? 1.0 : -1.0;
        if (way < 0.0) position = -1.0 * position;
        const Piece piece{100.0 * u(random), t, position};
        const double length = std::abs(position.at(t) - position.c[0]);
        Times<20> times;
        const Grid grid{position.c[0], length / 20, 0.5 * way, way};

        find_times(piece, grid, times);

        for (std::size_t i = 0; i < times.size(); ++i) {
            ASSERT_LE(std::abs(miss(piece, times[i], grid.at(i))), allowed(piece, times[i])) << n;
            ASSERT_TRUE(i == 0 || times[i] >= times[i - 1]);
        }
    }
}

}  // namespace
}  // namespace escapement::motion
