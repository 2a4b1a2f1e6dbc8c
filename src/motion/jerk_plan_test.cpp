// Jerk-limited plans: limits that hold on random paths, and speeds that cannot be greater.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/jerk_plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>

#include "motion/look_ahead.hpp"
#include "motion/segment.hpp"
#include "motion/stretch.hpp"

namespace escapement::motion {
namespace {

constexpr MoveLimits limits{{300.0}, {3000.0}, 0.0, {5.0}, {60'000.0}};

Position at(double x, double y = 0.0) {
    return {Length{x}, Length{y}};
}

double v(Speed speed) {
    return speed.value;
}

std::vector<Move> plan(const std::vector<Move>& queued, Flush lazily = Flush::everything) {
    LookAhead look_ahead;
    std::vector<Move> planned;
    const auto take = [&](Flush what) {
        for (const Move& move : look_ahead.flush(what)) planned.push_back(move);
    };
    for (const Move& move : queued) {
        look_ahead.add(move);
        if (lazily == Flush::settled_moves) take(lazily);
    }
    take(Flush::everything);
    return planned;
}

// Random moves of many lengths and directions with random limits, some of filament alone.
std::vector<Move> random_moves(unsigned seed, int count, bool smoothed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> u(0.0, 1.0);
    std::vector<Move> moves;
    Position from{};
    double direction = 0.0;
    for (int i = 0; i < count; ++i) {
        Position to = from;
        const double size = std::pow(10.0, 3.0 * u(random) - 2.0);
        direction += u(random) < 0.2 ? 6.0 * u(random) : 0.1 * (u(random) - 0.5);
        if (u(random) < 0.97) {
            to[0] += Length{size * std::cos(direction)};
            to[1] += Length{size * std::sin(direction)};
        }
        to[extruder_axis] += Length{0.05 * u(random) + 0.001};
        MoveLimits own = limits;
        if (smoothed) own.minimum_cruise_ratio = 0.9 * u(random);
        own.max_jerk = Jerk{std::pow(10.0, 4.0 + 2.0 * u(random))};
        Move move(from, to, Speed{1.0 + 300.0 * u(random)}, own);
        if (!move.is_kinematic()) move.limit_speed(Speed{50.0}, Accel{1000.0});
        if (u(random) < 0.1) move.limit_speed(Speed{20.0}, Accel{200.0});
        moves.push_back(move);
        from = to;
    }
    return moves;
}

double time_of(const std::vector<Move>& moves) {
    double time = 0.0;
    for (const Move& move : moves) time += move.profile().duration().count();
    return time;
}

double distance_travelled(const Move& move) {
    SegmentQueue queue;
    append_extra_axis_move(queue, PrintTime{Seconds{1.0}}, move, extruder_axis);
    double distance = 0.0;
    for (auto i = queue.first_sequence(); i < queue.end_sequence(); ++i)
        distance += queue[i].distance_at(queue[i].end()).value;
    return distance / move.ratio(extruder_axis);
}

TEST(JerkPlan, brings_a_lone_move_from_rest_to_rest_in_seven_phases) {
    const auto moves = plan({Move(at(0), at(50), Speed{200.0}, limits)});

    EXPECT_DOUBLE_EQ(v(moves[0].profile().cruise), 200.0);
    EXPECT_DOUBLE_EQ(moves[0].profile().accelerating.count(), 200.0 / 3000.0 + 0.05);
    SegmentQueue queue;
    append_toolhead_move(queue, PrintTime{Seconds{1.0}}, moves[0]);
    EXPECT_EQ(queue.end_sequence(), 7u);
    EXPECT_NEAR(queue.position_at(queue.end())->x.value, 50.0, 1e-12);
}

TEST(JerkPlan, takes_the_filament_along_in_the_same_phases) {
    Position to = at(30, 40);
    to[extruder_axis] = Length{-2.0};
    const auto moves = plan({Move(at(0), to, Speed{200.0}, limits)});
    const PrintTime start{Seconds{1.0}};
    SegmentQueue head, filament;

    append_toolhead_move(head, start, moves[0]);
    append_extra_axis_move(filament, start, moves[0], extruder_axis);

    ASSERT_EQ(filament.end_sequence(), head.end_sequence());
    EXPECT_EQ(filament.end(), head.end());
    for (double share = 0.0; share < 1.0; share += 0.01) {
        const PrintTime time = start + share * moves[0].profile().duration();
        EXPECT_NEAR(
            filament.position_at(time)->x.value, -head.position_at(time)->x.value / 15.0, 1e-12);
        EXPECT_NEAR(v(*filament.speed_at(time)), -v(*head.speed_at(time)) / 25.0, 1e-10);
    }
}

TEST(JerkPlan, peaks_where_both_ramps_use_up_the_way) {
    const auto moves = plan({Move(at(0), at(1), Speed{300.0}, limits)});

    // From rest to v and back takes 4 sqrt(v / jerk) seconds at v / 2 on average.
    EXPECT_NEAR(v(moves[0].profile().cruise), std::pow(0.5 * std::sqrt(60'000.0), 2.0 / 3.0), 1e-9);
}

TEST(JerkPlan, cruises_for_the_minimum_cruise_ratio) {
    MoveLimits smoothing = limits;
    smoothing.minimum_cruise_ratio = 0.4;

    const auto moves = plan({Move(at(0), at(3), Speed{300.0}, smoothing)});

    const Profile& p = moves[0].profile();
    EXPECT_NEAR((p.cruise * p.cruising).value, 0.4 * 3.0, 1e-9);
}

TEST(JerkPlan, with_very_much_jerk_is_a_plan_of_accelerations) {
    MoveLimits jerky = limits, plain = limits;
    jerky.max_jerk = Jerk{1e13};
    plain.max_jerk = unlimited_jerk;
    std::vector<Move> with, without;
    for (int i = 0; i < 40; ++i) {
        with.emplace_back(at(i, i / 7 % 2), at(i + 1, (i + 1) / 7 % 2), Speed{150.0}, jerky);
        without.emplace_back(at(i, i / 7 % 2), at(i + 1, (i + 1) / 7 % 2), Speed{150.0}, plain);
    }

    const auto smooth = plan(with), hard = plan(without);

    for (std::size_t i = 0; i < hard.size(); ++i)
        EXPECT_NEAR(v(smooth[i].profile().end), v(hard[i].profile().end), 0.01) << i;
}

TEST(JerkPlan, never_exceeds_a_limit_on_random_paths) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto moves = plan(random_moves(seed, 500, seed % 2 == 0), Flush::settled_moves);
        ASSERT_EQ(moves.size(), 500u);
        double speed = 0.0;
        for (const Move& move : moves) {
            const Profile& p = move.profile();
            ASSERT_NEAR(v(p.start), speed, 1e-9);
            ASSERT_LE(v(p.start) * v(p.start), move.max_start().value * (1.0 + 1e-11));
            ASSERT_LE(v(p.cruise) * v(p.cruise), move.max_cruise().value * (1.0 + 1e-12));
            ASSERT_LE(std::max(v(p.start), v(p.end)), v(p.cruise));
            ASSERT_NEAR(distance_travelled(move), move.distance().value, 1e-12);
            ASSERT_GE(p.cruising, Seconds{});
            speed = v(p.end);
        }
        EXPECT_EQ(speed, 0.0);
    }
}

TEST(JerkPlan, is_the_same_however_often_it_is_flushed) {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto queued = random_moves(seed, 500, seed % 2 == 0);
        const auto lazy = plan(queued, Flush::settled_moves), patient = plan(queued);
        ASSERT_EQ(lazy.size(), patient.size());
        for (std::size_t i = 0; i < lazy.size(); ++i) {
            ASSERT_NEAR(v(lazy[i].profile().cruise), v(patient[i].profile().cruise), 1e-9) << i;
            ASSERT_NEAR(v(lazy[i].profile().end), v(patient[i].profile().end), 1e-9) << i;
        }
    }
}

TEST(JerkPlan, settles_moves_before_the_end_is_known) {
    LookAhead look_ahead;
    std::size_t settled = 0;
    const auto moves = random_moves(3, 1000, true);
    for (const Move& move : moves) {
        look_ahead.add(move);
        settled += look_ahead.flush(Flush::settled_moves).size();
    }
    EXPECT_GT(settled, 900u);
}

bool fits(const Move& move, Speed start, Speed end) {
    return move.ramp_limits().distance(start, end) <= move.distance();
}

TEST(JerkPlan, passes_no_junction_slower_than_its_neighbours_allow) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto moves = plan(random_moves(seed, 300, false));
        for (std::size_t i = 1; i < moves.size(); ++i) {
            const Speed before = moves[i - 1].profile().start, after = moves[i].profile().end;
            const Speed more = moves[i].profile().start * (1.0 + 1e-7) + Speed{1e-7};
            const bool allowed = more * more <= moves[i].max_start() &&
                                 fits(moves[i - 1], before, more) && fits(moves[i], more, after);
            ASSERT_FALSE(allowed) << i;
        }
    }
}

Seconds duration(const Move& move, Speed start, Speed end) {
    const RampLimits ramp = move.ramp_limits();
    const Speed peak = ramp.peak(start, end, move.distance(), base::sqrt(move.max_cruise()));
    const Length cruised = move.distance() - ramp.distance(start, peak) - ramp.distance(peak, end);
    return ramp.duration(start, peak) + ramp.duration(peak, end) + cruised / peak;
}

// The least time of all plans whose junctions are passed as planned or at even shares of the
// bound.
double least_time(const std::vector<Move>& moves) {
    constexpr std::size_t shares = 100;
    constexpr double never = 1e9;
    const auto speed = [&](std::size_t junction, std::size_t choice) {
        if (junction == 0 || junction == moves.size()) return Speed{};
        if (choice == 0) return moves[junction].profile().start;
        return base::sqrt(moves[junction].max_start()) * (static_cast<double>(choice) / shares);
    };
    std::vector<double> until(shares + 1, 0.0);
    for (std::size_t i = 0; i < moves.size(); ++i) {
        std::vector<double> next(shares + 1, never);
        for (std::size_t to = 0; to <= shares; ++to)
            for (std::size_t from = 0; from <= shares; ++from) {
                const Speed start = speed(i, from), end = speed(i + 1, to);
                if (!fits(moves[i], start, end)) continue;
                next[to] = std::min(next[to], until[from] + duration(moves[i], start, end).count());
            }
        until = next;
    }
    return until[0];
}

// A straight line in pieces of many lengths: no corner decides, only how ramps join.
std::vector<Move> straight_moves(unsigned seed, int count) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> u(0.0, 1.0);
    std::vector<Move> moves;
    double x = 0.0;
    for (int i = 0; i < count; ++i) {
        const double to = x + std::pow(10.0, 2.0 * u(random) - 1.5);
        moves.emplace_back(at(x), at(to), Speed{300.0}, limits);
        x = to;
    }
    return moves;
}

TEST(JerkPlan, is_as_fast_as_any_that_a_search_finds) {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto moves =
            plan(seed % 2 == 0 ? straight_moves(seed, 5) : random_moves(seed, 5, false));
        if (!std::all_of(moves.begin(), moves.end(), [](auto& m) { return m.is_kinematic(); }))
            continue;
        EXPECT_LT(time_of(moves), least_time(moves) * (1.0 + 1e-6));
    }
}

TEST(JerkPlan, takes_no_longer_for_a_line_in_chords_than_for_the_line) {
    const auto line = plan({Move(at(0), at(40), Speed{300.0}, limits)});
    std::vector<Move> queued;
    for (int i = 0; i < 200; ++i)
        queued.emplace_back(at(0.2 * i), at(0.2 * (i + 1)), Speed{300.0}, limits);

    const auto chords = plan(queued, Flush::settled_moves);

    EXPECT_NEAR(time_of(chords), time_of(line), 1e-9);
    EXPECT_GT(v(chords[100].profile().start), 150.0);
}

TEST(JerkPlan, speeds_up_along_a_gentle_arc_as_along_a_line) {
    const auto line = plan({Move(at(0), at(40), Speed{100.0}, limits)});
    std::vector<Move> queued;
    Position from = at(0);
    for (int i = 1; i <= 200; ++i) {
        const double angle = 0.2 / 100.0 * i;  // chords of 0.2 mm, a radius of 100 mm
        const Position to = at(100.0 * std::sin(angle), 100.0 - 100.0 * std::cos(angle));
        queued.emplace_back(from, to, Speed{100.0}, limits);
        from = to;
    }
    EXPECT_NEAR(time_of(plan(queued)), time_of(line), 1e-4);
}

TEST(JerkPlan, rests_at_a_corner_that_is_not_flat) {
    const auto moves = plan({Move(at(0), at(10), Speed{100.0}, limits),
                             Move(at(10), at(10, 10), Speed{100.0}, limits)});
    SegmentQueue queue;
    append_toolhead_move(queue, PrintTime{Seconds{1.0}}, moves[0]);
    const Segment& last = queue[queue.end_sequence() - 1];

    EXPECT_NEAR((last.acceleration + last.jerk * last.accelerating).value, 0.0, 1e-9);
    EXPECT_NEAR(v(moves[1].profile().start), 5.0, 1e-12);
}

TEST(JerkPlan, slows_down_within_a_ramp_only_where_a_move_asks_for_it) {
    std::vector<Move> queued;
    for (int i = 0; i < 40; ++i)
        queued.emplace_back(at(i), at(i + 1), Speed{i == 30 ? 60.0 : 200.0}, limits);

    const auto moves = plan(queued);

    for (int i = 0; i < 40; ++i) {
        SCOPED_TRACE(i);
        const double top = v(moves[static_cast<std::size_t>(i)].profile().cruise);
        EXPECT_LE(top, i == 30 ? 60.0 : 200.0);
        EXPECT_GT(top, i > 10 && i < 20 ? 110.0 : 0.0);
    }
    EXPECT_EQ(v(moves[30].profile().cruise), 60.0);
}

// Position, speed and acceleration at both ends of each piece of the timeline.
TEST(JerkPlan, is_continuous_in_position_speed_and_acceleration) {
    SegmentQueue queue, filament;
    PrintTime time{Seconds{1.0}};
    double largest_jerk = 0.0;
    for (const Move& move : plan(random_moves(5, 300, true))) {
        if (move.is_kinematic()) append_toolhead_move(queue, time, move);
        append_extra_axis_move(filament, time, move, extruder_axis);
        time += move.profile().duration();
        if (move.is_kinematic())
            largest_jerk = std::max(largest_jerk, move.ramp_limits().jerk.value);
    }
    SegmentStretches stretches(queue, 0, every_axis);
    std::optional<Stretch> before;
    Stretch stretch;
    while (stretches.next(time, stretch)) {
        const double gap = before ? stretch.start - before->end() : 0.0;
        for (std::size_t axis = 0; before && axis < 2; ++axis) {
            const Polynomial &was = before->axes[axis], &is = stretch.axes[axis];
            ASSERT_NEAR(was.at(before->duration), is.at(0.0), 1e-9);
            if (gap < 1e-9) {  // at a corner the direction changes, not the speed
                ASSERT_LE(std::abs(is.bend_at(0.0)), 3000.0 * (1.0 + 1e-9));
            }
        }
        const auto along = [](const Stretch& s, double t) {
            return std::hypot(s.axes[0].slope_at(t), s.axes[1].slope_at(t));
        };
        const auto bend = [](const Stretch& s, double t) {
            return std::hypot(s.axes[0].bend_at(t), s.axes[1].bend_at(t));
        };
        if (before && gap < 1e-9) {
            ASSERT_NEAR(along(*before, before->duration), along(stretch, 0.0), 1e-7);
            ASSERT_NEAR(bend(*before, before->duration), bend(stretch, 0.0), 1e-3);
        }
        const double jerk = std::hypot(stretch.axes[0].c[3], stretch.axes[1].c[3]) * 6.0;
        ASSERT_LE(jerk, largest_jerk * (1.0 + 1e-9));
        before = stretch;
    }
    ASSERT_TRUE(before);
    EXPECT_NEAR(filament.end().time_since_epoch().count(), time.time_since_epoch().count(), 1e-9);
}

}  // namespace
}  // namespace escapement::motion
