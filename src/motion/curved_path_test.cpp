// Step times of curved machines against their formulas in long double; symmetry; singular points.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/curved_path.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "motion/curved_kinematics.hpp"
#include "motion/step_solver.hpp"
#include "motion/wavy_path.hpp"

namespace escapement::motion {
namespace {

using Exact = long double;

struct Step {
    double time;
    Direction direction;
};

class Steps final : public StepSink {
  public:
    void steps(Direction direction, std::span<const double> times) override {
        for (const double time : times) list.push_back({time, direction});
    }
    void settle() override {}

    std::vector<Step> list;
};

double seconds(PrintTime time) {
    return time.time_since_epoch().count();
}

template <class Formula>
std::unique_ptr<PathSource> path_along(const Formula& formula, const SegmentQueue& queue) {
    return std::make_unique<CurvedPath<Formula>>(
        formula, std::make_unique<SegmentStretches>(queue, queue.first_sequence(), Formula::axes));
}

template <class Formula>
std::vector<Step> solve_all(const Formula& formula,
                            const SegmentQueue& queue,
                            double step_distance) {
    StepSolver solver(Length{step_distance});
    solver.follow(path_along(formula, queue));
    solver.set_position(solver.path()->at(queue[queue.first_sequence()].from));
    Steps steps;
    solver.solve(queue.end() + Seconds{1.0}, steps);
    return steps.list;
}

// Where the formula puts the stepper at a time within the segment, in long double.
template <class Formula>
Exact exact_position(const Formula& formula, const Segment& s, double time) {
    const Exact t = static_cast<Exact>(time) - seconds(s.start);
    const Exact a = s.accelerating.count(), c = s.cruising.count();
    const Exact up = std::min(t, a), level = std::clamp(t - a, Exact{0}, c),
                down = std::max(t - a - c, Exact{0});
    const Exact v0 = s.start_speed.value, vc = s.cruise_speed.value, accel = s.acceleration.value;
    const Exact d = (v0 + accel * up / 2) * up + vc * level + (vc - accel * down / 2) * down;
    return formula.position(s.from.x.value + s.direction[0] * d,
                            s.from.y.value + s.direction[1] * d,
                            s.from.z.value + s.direction[2] * d);
}

Exact turned(Exact angle, Exact near) {
    const Exact turn = 2 * std::acos(-1.0L);
    return angle + turn * std::round((near - angle) / turn);
}

// Every step lies within 0.1 us of where the exact path passes its position, or where that is
// 1e-9 mm (or radians) before or behind it.
template <class Formula>
void expect_steps_on_formula(const Formula& formula,
                             const SegmentQueue& queue,
                             double step_distance) {
    const auto steps = solve_all(formula, queue, step_distance);
    constexpr double near_time = 0.1e-6;
    constexpr Exact near_position = 1e-9L;
    const double origin = path_along(formula, queue)->at(queue[queue.first_sequence()].from).value;
    std::uint64_t sequence = queue.first_sequence();
    std::int64_t made = 0;
    double last = 0.0;
    for (const Step& step : steps) {
        ASSERT_GE(step.time, last);
        last = step.time;
        while (step.time > seconds(queue[sequence].end())) ++sequence;
        const Segment& segment = queue[sequence];
        const int way = sign(step.direction);
        const Exact target = origin + (static_cast<double>(made) + 0.5 * way) * step_distance;
        const double before = std::max(step.time - near_time, seconds(segment.start));
        const double after = std::min(step.time + near_time, seconds(segment.end()));
        Exact p = exact_position(formula, segment, before);
        Exact q = exact_position(formula, segment, after);
        if (Formula::turns) p = turned(p, target), q = turned(q, target);
        ASSERT_LE(way * (p - target), near_position) << step.time;
        ASSERT_GE(way * (q - target), -near_position) << step.time;
        made += way;
    }
    EXPECT_GT(steps.size(), 1000u);
    const Exact reached = origin + static_cast<double>(made) * step_distance;
    Exact end = exact_position(formula, queue[queue.end_sequence() - 1], seconds(queue.end()));
    if (Formula::turns) end = turned(end, reached);
    EXPECT_LE(std::abs(reached - end), step_distance / 2 + 1e-9);
}

// Random moves within a ball about the origin, planned and with a pause here and there.
SegmentQueue random_segments(unsigned seed, int moves, double radius) {
    std::mt19937 random(seed);
    const auto number = [&](double least, double greatest) {
        return std::uniform_real_distribution(least, greatest)(random);
    };
    SegmentQueue queue;
    LookAhead look_ahead;
    Position here{};
    here[0] = {0.3 * radius};
    PrintTime time{Seconds{1.0}};
    for (int i = 0; i < moves; ++i) {
        Position next = here;
        const double way = i % 3 == 0 ? radius : 0.02 * radius;
        for (std::size_t axis = 0; axis < 3; ++axis)
            next[axis] = {
                std::clamp(here[axis].value + number(-way, way), -0.6 * radius, 0.6 * radius)};
        if (i % 2 == 0) next[2] = here[2];
        if (next == here) continue;
        look_ahead.add(Move(here, next, Speed{number(5.0, 400.0)}, wavy_limits));
        here = next;
        if (i % 10 != 9) continue;
        for (const Move& move : look_ahead.flush(Flush::everything)) {
            queue.append(toolhead_segment(time, move));
            time = queue.end();
        }
        time += Seconds{number(0.0, 0.1)};
    }
    return queue;
}

constexpr unsigned seed = 7331;
constexpr double radian = 0.017453292519943295;

TEST(CurvedPath, steps_as_delta_towers_do) {
    const auto queue = random_segments(seed, 150, 100.0);

    for (const double direction : {210.0, 329.7, 90.0})
        expect_steps_on_formula(DeltaTower{250.2 * 250.2,
                                           124.5 * std::cos(direction * radian),
                                           124.5 * std::sin(direction * radian)},
                                queue,
                                0.01);
    SCOPED_TRACE(seed);
}

TEST(CurvedPath, steps_as_deltesian_towers_do) {
    const auto queue = random_segments(seed + 1, 150, 100.0);

    expect_steps_on_formula(DeltesianTower{219.5 * 219.5, -158.0}, queue, 0.0125);
    expect_steps_on_formula(DeltesianTower{219.5 * 219.5, 158.0}, queue, 0.0125);
}

TEST(CurvedPath, steps_as_the_arm_and_the_bed_of_a_polar_machine_do) {
    const auto queue = random_segments(seed + 2, 150, 100.0);

    expect_steps_on_formula(PolarArm{}, queue, 0.0125);
    expect_steps_on_formula(PolarBed{}, queue, 0.0002);
}

TEST(CurvedPath, steps_as_the_arms_of_a_rotary_delta_do) {
    const auto queue = random_segments(seed + 3, 150, 100.0);

    for (const double direction : {30.0, 150.0, 271.0})
        expect_steps_on_formula(RotaryArm{std::cos(direction * radian),
                                          std::sin(direction * radian),
                                          35.1,
                                          405.0,
                                          168.0 * 168.0,
                                          322.0 * 322.0},
                                queue,
                                0.00007);
}

TEST(CurvedPath, steps_as_the_cables_of_a_winch_do) {
    const auto queue = random_segments(seed + 4, 150, 100.0);

    expect_steps_on_formula(WinchCable{0.0, -1400.0, -90.0}, queue, 0.0124);
    expect_steps_on_formula(WinchCable{20.0, 30.0, 10.0}, queue, 0.0124);
}

constexpr DeltaTower tower{250.0 * 250.0, -110.0, -60.0};

std::vector<Piece> pieces_of(const auto& formula, const SegmentQueue& queue) {
    std::vector<Piece> pieces;
    path_along(formula, queue)->advance(queue.end() + Seconds{1.0}, pieces);
    return pieces;
}

TEST(CurvedPath, makes_one_quadratic_of_nearly_each_short_chord) {
    const auto queue = wavy_segments(500);
    SegmentStretches source(queue, 0, every_axis);
    std::size_t stretches = 0;
    for (Stretch stretch; source.next(queue.end(), stretch);) ++stretches;

    const auto pieces = pieces_of(DeltaTower{333.0 * 333.0, 110.0, -64.75}, queue);

    EXPECT_LE(static_cast<double>(pieces.size()), 1.02 * static_cast<double>(stretches));
    const auto quadratics = std::count_if(pieces.begin(), pieces.end(), [](const Piece& piece) {
        return piece.position.degree() <= 2;
    });
    EXPECT_GT(static_cast<double>(quadratics), 0.95 * static_cast<double>(pieces.size()));
}

// A line in x and y, and the time for it.
struct Line {
    double x, y;
    double dx, dy;
    double duration;
};

// Along the line at a constant speed, from one second on.
SegmentQueue cruise(const Line& line) {
    const double distance = std::hypot(line.dx, line.dy);
    SegmentQueue queue;
    queue.append({.start = PrintTime{Seconds{1.0}},
                  .cruising = Seconds{line.duration},
                  .from = {{line.x}, {line.y}, {}},
                  .direction = {line.dx / distance, line.dy / distance, 0.0},
                  .start_speed = Speed{distance / line.duration},
                  .cruise_speed = Speed{distance / line.duration}});
    return queue;
}

TEST(CurvedPath, cuts_a_long_line_into_few_pieces_that_meet) {
    const auto pieces = pieces_of(tower, cruise({-70.0, 0.0, 140.0, 60.0, 1.5}));

    EXPECT_LE(pieces.size(), 100u);
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        EXPECT_NEAR(pieces[i].start, pieces[i - 1].end(), 1e-12);
        EXPECT_NEAR(pieces[i].position.at(0.0),
                    pieces[i - 1].position.at(pieces[i - 1].duration),
                    3.0 * path_error);
    }
    EXPECT_NEAR(pieces.back().end(), 2.5, 1e-12);
}

TEST(CurvedPath, makes_the_same_steps_in_a_mirror) {
    const auto there = cruise({-70.0, 10.0, 140.0, 60.0, 1.5});
    const auto mirrored = cruise({70.0, 10.0, -140.0, 60.0, 1.5});

    const auto steps = solve_all(tower, there, 0.01);
    const auto others = solve_all(DeltaTower{tower.arm2, -tower.x, tower.y}, mirrored, 0.01);

    ASSERT_EQ(steps.size(), others.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        EXPECT_EQ(steps[i].time, others[i].time);
        EXPECT_EQ(steps[i].direction, others[i].direction);
    }
}

// With the ends a whole number of steps apart, steps lie at the same positions both ways.
TEST(CurvedPath, makes_the_same_steps_backwards) {
    const double begin = tower.position(-70.0, 40.0, 0.0), end = tower.position(-60.0, -90.0, 0.0);
    const double step = std::abs(end - begin) / 7000.0;

    const auto there = solve_all(tower, cruise({-70.0, 40.0, 10.0, -130.0, 1.5}), step);
    auto back = solve_all(tower, cruise({-60.0, -90.0, -10.0, 130.0, 1.5}), step);
    std::reverse(back.begin(), back.end());

    ASSERT_EQ(there.size(), back.size());
    EXPECT_GT(there.size(), 7000u);  // the tower turns back on the way
    for (std::size_t i = 0; i < there.size(); ++i) {
        EXPECT_NEAR(there[i].time, 3.5 - back[i].time, 0.1e-6);
        EXPECT_NE(there[i].direction, back[i].direction);
    }
}

TEST(CurvedPath, follows_a_polar_bed_around_again_and_again) {
    SegmentQueue queue;
    double x = 50.0, y = 0.0;
    PrintTime time{Seconds{1.0}};
    constexpr int rounds = 3, chords = 60;
    for (int i = 1; i <= rounds * chords; ++i) {
        const double turn = 2.0 * std::numbers::pi * i / chords;
        const double to_x = 50.0 * std::cos(turn), to_y = 50.0 * std::sin(turn);
        Segment chord = cruise({x, y, to_x - x, to_y - y, 0.05})[0];
        chord.start = time;
        queue.append(chord);
        time = queue.end();
        x = to_x, y = to_y;
    }

    const auto steps = solve_all(PolarBed{}, queue, 0.001);

    const auto forward = std::count_if(steps.begin(), steps.end(), [](const Step& step) {
        return step.direction == Direction::forward;
    });
    EXPECT_EQ(static_cast<std::size_t>(forward), steps.size());
    EXPECT_NEAR(static_cast<double>(steps.size()) * 0.001, rounds * 2.0 * std::numbers::pi, 0.001);
}

// At the centre the arm turns back and the bed goes half round in no time.
TEST(CurvedPath, goes_through_the_centre_of_a_polar_bed_in_a_bounded_number_of_pieces) {
    const auto queue = cruise({-30.0, 0.0, 60.0, 0.0, 1.0});

    const auto arm = solve_all(PolarArm{}, queue, 0.01);
    const auto bed = solve_all(PolarBed{}, queue, 0.01);

    EXPECT_NEAR(static_cast<double>(arm.size()), 6000.0, 2.0);
    EXPECT_LT(pieces_of(PolarArm{}, queue).size(), 500u);
    EXPECT_LT(pieces_of(PolarBed{}, queue).size(), 500u);
    ASSERT_NEAR(static_cast<double>(bed.size()), 314.0, 1.0);
    EXPECT_NEAR(bed.front().time, 1.5, 1e-7);
    EXPECT_NEAR(bed.back().time, 1.5, 1e-7);
}

TEST(CurvedPath, passes_the_centre_of_a_polar_bed_closely) {
    const auto queue = cruise({-30.0, 1e-4, 60.0, 0.0, 1.0});

    expect_steps_on_formula(PolarArm{}, queue, 0.01);
    const auto bed = solve_all(PolarBed{}, queue, 0.002);

    EXPECT_NEAR(static_cast<double>(bed.size()), 1570.0, 1.0);
    for (std::size_t i = 1; i < bed.size(); ++i) EXPECT_GE(bed[i].time, bed[i - 1].time);
}

// Out of reach, the carriage stands where the arm would be level.
TEST(CurvedPath, keeps_a_tower_in_its_place_beyond_its_reach) {
    const DeltaTower near{100.0 * 100.0, 0.0, 0.0};
    const auto queue = cruise({60.0, 0.0, 80.0, 0.0, 1.0});

    const auto steps = solve_all(near, queue, 0.01);
    const auto pieces = pieces_of(near, queue);

    EXPECT_NEAR(static_cast<double>(steps.size()), 8000.0, 1.0);
    EXPECT_LE(steps.back().time, 1.5 + 1e-7);
    EXPECT_LT(pieces.size(), 500u);
    for (const Piece& piece : pieces) EXPECT_TRUE(std::isfinite(piece.position.at(0.0)));
}

TEST(CurvedPath, takes_a_cable_through_its_anchor) {
    const auto queue = cruise({-40.0, 0.0, 80.0, 0.0, 1.0});

    const auto steps = solve_all(WinchCable{0.0, 0.0, 0.0}, queue, 0.01);

    EXPECT_NEAR(static_cast<double>(steps.size()), 8000.0, 2.0);
}

}  // namespace
}  // namespace escapement::motion
