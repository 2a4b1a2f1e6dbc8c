// Look-ahead: hand-made peaks, and limits that hold for random paths.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/look_ahead.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace escapement::motion {
namespace {

constexpr MoveLimits no_smoothing{{300.0}, {3000.0}, 0.0, {5.0}};
constexpr double rounding = 1e-9;

Position at(double x, double y = 0.0) {
    return {Length{x}, Length{y}};
}

double v(Speed speed) {
    return speed.value;
}

TEST(LookAhead, brings_a_lone_move_from_rest_to_rest) {
    LookAhead look_ahead;
    look_ahead.add(Move(at(0), at(10), Speed{100.0}, no_smoothing));

    const auto moves = look_ahead.flush(Flush::everything);

    ASSERT_EQ(moves.size(), 1u);
    EXPECT_EQ(v(moves[0].profile().start), 0.0);
    EXPECT_EQ(v(moves[0].profile().cruise), 100.0);
    EXPECT_EQ(v(moves[0].profile().end), 0.0);
    EXPECT_NEAR(moves[0].profile().duration().count(), 0.1 + 100.0 / 3000.0, 1e-12);
}

TEST(LookAhead, peaks_where_rising_and_falling_lines_meet) {
    LookAhead look_ahead;
    look_ahead.add(Move(at(0), at(1), Speed{300.0}, no_smoothing));

    const auto moves = look_ahead.flush(Flush::everything);

    EXPECT_NEAR(v(moves[0].profile().cruise), std::sqrt(3000.0), 1e-9);
}

TEST(LookAhead, reaches_a_peak_over_several_moves) {
    LookAhead look_ahead;
    for (int i = 0; i < 4; ++i) look_ahead.add(Move(at(i), at(i + 1), Speed{300.0}, no_smoothing));

    const auto moves = look_ahead.flush(Flush::everything);

    EXPECT_NEAR(v(moves[0].profile().end), std::sqrt(6000.0), 1e-9);
    EXPECT_NEAR(v(moves[1].profile().end), std::sqrt(12000.0), 1e-9);
    EXPECT_NEAR(v(moves[2].profile().end), std::sqrt(6000.0), 1e-9);
    EXPECT_EQ(v(moves[3].profile().end), 0.0);
}

TEST(LookAhead, lowers_short_peaks_for_the_minimum_cruise_ratio) {
    LookAhead look_ahead;
    MoveLimits limits = no_smoothing;
    limits.minimum_cruise_ratio = 0.5;
    look_ahead.add(Move(at(0), at(1), Speed{300.0}, limits));

    const auto moves = look_ahead.flush(Flush::everything);

    // Half the acceleration would reach this speed in the middle; half of the way is cruised.
    EXPECT_NEAR(v(moves[0].profile().cruise), std::sqrt(1500.0), 1e-9);
    EXPECT_NEAR((moves[0].profile().cruise * moves[0].profile().cruising).value, 0.5, 1e-9);
}

TEST(LookAhead, holds_back_what_a_later_move_may_change) {
    LookAhead look_ahead;
    for (int i = 0; i < 10; ++i) look_ahead.add(Move(at(i), at(i + 1), Speed{300.0}, no_smoothing));

    EXPECT_TRUE(look_ahead.flush(Flush::settled_moves).empty());
    EXPECT_EQ(look_ahead.size(), 10u);
}

TEST(LookAhead, hands_out_settled_moves_as_they_would_be_planned_in_the_end) {
    LookAhead lazy, patient;
    std::vector<Move> early;
    for (int i = 0; i < 200; ++i) {
        const Move move(at(i, i % 2), at(i + 1, (i + 1) % 2), Speed{100.0}, no_smoothing);
        patient.add(move);
        lazy.add(move);
        for (const Move& m : lazy.flush(Flush::settled_moves)) early.push_back(m);
    }

    const auto all = patient.flush(Flush::everything);
    ASSERT_GT(early.size(), 150u);
    for (std::size_t i = 0; i < early.size(); ++i)
        EXPECT_EQ(early[i].profile().end.value, all[i].profile().end.value) << i;
}

TEST(LookAhead, asks_for_a_flush_once_enough_is_queued) {
    LookAhead look_ahead;
    look_ahead.set_flush_time(Seconds{0.25});

    EXPECT_FALSE(look_ahead.add(Move(at(0), at(10), Speed{100.0}, no_smoothing)));
    EXPECT_FALSE(look_ahead.add(Move(at(10), at(20), Speed{100.0}, no_smoothing)));
    EXPECT_FALSE(look_ahead.add(Move(at(20), at(30), Speed{100.0}, no_smoothing)));
    EXPECT_TRUE(look_ahead.add(Move(at(30), at(40), Speed{100.0}, no_smoothing)));
}

TEST(LookAhead, asks_rarely_when_nothing_settles) {
    LookAhead look_ahead;
    const MoveLimits slow_start{{1e6}, {1.0}, 0.0, {5.0}};
    std::size_t looked_at = 0;
    const int count = 20'000;
    for (int i = 0; i < count; ++i) {
        if (!look_ahead.add(Move(at(i), at(i + 1), Speed{1e6}, slow_start))) continue;
        looked_at += look_ahead.size();
        look_ahead.flush(Flush::settled_moves);
    }

    EXPECT_LE(looked_at, 20u * count);
    EXPECT_EQ(look_ahead.size(), std::size_t{count});
}

TEST(LookAhead, tells_everyone_who_waits_for_the_end_of_a_move) {
    LookAhead look_ahead;
    std::vector<double> told;
    const auto note = [&](PrintTime end) { told.push_back(end.time_since_epoch().count()); };
    look_ahead.add(Move(at(0), at(1), Speed{10.0}, no_smoothing));
    look_ahead.at_end_of_last(note);
    look_ahead.at_end_of_last(note);
    look_ahead.add(Move(at(1), at(2), Speed{10.0}, no_smoothing));
    look_ahead.add(Move(at(2), at(3), Speed{10.0}, no_smoothing));
    look_ahead.at_end_of_last(note);

    double time = 0.0;
    for (const Move& move : look_ahead.flush(Flush::everything))
        look_ahead.notify_end(move, PrintTime{Seconds{time += 1.0}});

    EXPECT_EQ(told, (std::vector{1.0, 1.0, 3.0}));
}

TEST(LookAhead, forgets_on_reset) {
    LookAhead look_ahead;
    look_ahead.add(Move(at(0), at(1), Speed{10.0}, no_smoothing));
    EXPECT_NE(look_ahead.last(), nullptr);

    look_ahead.reset();

    EXPECT_EQ(look_ahead.last(), nullptr);
    EXPECT_TRUE(look_ahead.flush(Flush::everything).empty());
}

// Random moves of all lengths and directions, some of filament alone, with random limits.
std::vector<Move> random_plan(unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> u(0.0, 1.0);
    LookAhead look_ahead;
    std::vector<Move> planned;
    Position from{};
    for (int i = 0; i < 2000; ++i) {
        Position to = from;
        const double size = std::pow(10.0, 4.0 * u(random) - 2.0);
        if (u(random) < 0.95) {
            to[0] += Length{size * (u(random) - 0.4)};
            to[1] += Length{size * (u(random) - 0.5)};
        }
        to[extruder_axis] += Length{0.1 * u(random)};
        MoveLimits limits = no_smoothing;
        limits.minimum_cruise_ratio = 0.9 * u(random);
        Move move(from, to, Speed{1.0 + 400.0 * u(random)}, limits);
        if (!move.is_kinematic()) move.limit_speed(Speed{50.0}, Accel{1000.0});
        if (u(random) < 0.1) move.limit_speed(Speed{20.0}, Accel{200.0});
        if (look_ahead.add(move))
            for (const Move& m : look_ahead.flush(Flush::settled_moves)) planned.push_back(m);
        from = to;
    }
    for (const Move& m : look_ahead.flush(Flush::everything)) planned.push_back(m);
    return planned;
}

double distance_travelled(const Move& move) {
    const Profile& p = move.profile();
    return ((p.start + p.cruise) * 0.5 * p.accelerating + p.cruise * p.cruising +
            (p.end + p.cruise) * 0.5 * p.decelerating)
        .value;
}

TEST(LookAhead, never_exceeds_a_limit_on_random_paths) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const auto moves = random_plan(seed);
        ASSERT_EQ(moves.size(), 2000u);
        double speed = 0.0;
        for (const Move& move : moves) {
            const Profile& p = move.profile();
            ASSERT_NEAR(v(p.start), speed, rounding);
            ASSERT_LE(v(p.start) * v(p.start), move.max_start().value + rounding);
            ASSERT_LE(v(p.cruise) * v(p.cruise), move.max_cruise().value * (1.0 + rounding));
            ASSERT_LE(std::max(v(p.start), v(p.end)), v(p.cruise));
            ASSERT_NEAR(v(p.cruise) - v(p.start), (move.accel() * p.accelerating).value, 1e-6);
            ASSERT_NEAR(v(p.cruise) - v(p.end), (move.accel() * p.decelerating).value, 1e-6);
            ASSERT_NEAR(distance_travelled(move), move.distance().value, rounding);
            speed = v(p.end);
        }
        EXPECT_EQ(speed, 0.0);
    }
}

}  // namespace
}  // namespace escapement::motion
