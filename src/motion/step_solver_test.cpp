// Step times against the trajectory in long double, and positions that never drift.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/step_solver.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "motion/blend_path.hpp"
#include "motion/wavy_path.hpp"

namespace escapement::motion {
namespace {

struct Step {
    double time;
    Direction direction;

    bool operator==(const Step&) const = default;
};

class Steps final : public StepSink {
  public:
    void steps(Direction direction, std::span<const double> times) override {
        for (const double time : times) list.push_back({time, direction});
    }
    void settle() override { settled = list.size(); }

    std::vector<Step> list;
    std::size_t settled = 0;  // how many had been made at the last settle()
};

PrintTime at(double seconds) {
    return PrintTime{Seconds{seconds}};
}

struct Pace {
    double speed = 100.0;
    double accel = 3000.0;
};

// From x0 to x1 with a peak at the pace's speed, starting and ending at rest.
Segment there(double start, double x0, double x1, Pace pace = {}) {
    const auto [speed, accel] = pace;
    const double distance = std::abs(x1 - x0);
    const double top = std::min(speed, std::sqrt(distance * accel));
    return {.start = at(start),
            .accelerating = Seconds{top / accel},
            .cruising = Seconds{(distance - top * top / accel) / top},
            .decelerating = Seconds{top / accel},
            .from = {{x0}, {}, {}},
            .direction = {x1 > x0 ? 1.0 : -1.0, 0.0, 0.0},
            .cruise_speed = Speed{top},
            .acceleration = Accel{accel}};
}

std::vector<Step> solve_all(const SegmentQueue& queue, const Blend& blend, double step_distance) {
    StepSolver solver(Length{step_distance});
    solver.follow(blend_path(blend, queue, queue.first_sequence()));
    solver.set_position(blended(blend, queue[queue.first_sequence()].from));
    Steps steps;
    solver.solve(queue.end() + Seconds{1.0}, steps);
    return steps.list;
}

// X 10 mm at 100 mm/s and 3000 mm/s^2 with 80 steps/mm: 800 steps, the k-th at k - 1/2.
TEST(StepSolver, makes_each_step_half_a_step_early) {
    SegmentQueue queue;
    queue.append(there(1.0, 0.0, 10.0));

    const auto steps = solve_all(queue, cartesian.blend[0], 0.0125);

    ASSERT_EQ(steps.size(), 800u);
    EXPECT_NEAR(steps[0].time, 1.0 + std::sqrt(2.0 * 0.00625 / 3000.0), 1e-15);
    EXPECT_NEAR(steps[399].time, 1.0 + 0.1 / 3.0 + (399.5 * 0.0125 - 10.0 / 6.0) / 100.0, 1e-14);
    EXPECT_NEAR(steps[799].time,
                1.0 + 0.2 / 3.0 + (10.0 - 20.0 / 6.0) / 100.0 - std::sqrt(2.0 * 0.00625 / 3000.0),
                1e-14);
}

// Where the segment's own formulas put the stepper, in long double.
long double exact_position(const Segment& s, double time, const Blend& blend) {
    const long double t = static_cast<long double>(time) - s.start.time_since_epoch().count();
    const long double a = s.accelerating.count(), c = s.cruising.count();
    const long double up = std::min(t, a), level = std::clamp(t - a, 0.0L, c),
                      down = std::max(t - a - c, 0.0L);
    const long double v0 = s.start_speed.value, vc = s.cruise_speed.value,
                      accel = s.acceleration.value;
    const long double d = (v0 + accel * up / 2) * up + vc * level + (vc - accel * down / 2) * down;
    long double position = 0;
    const double from[] = {s.from.x.value, s.from.y.value, s.from.z.value};
    for (std::size_t i = 0; i < 3; ++i)
        position += static_cast<long double>(blend[i]) * (from[i] + s.direction[i] * d);
    return position;
}

// Every step of a stepper lies within a tick of where the trajectory passes its position.
void expect_steps_on_trajectory(const SegmentQueue& queue,
                                const Blend& blend,
                                double step_distance) {
    const auto steps = solve_all(queue, blend, step_distance);
    const double origin = blended(blend, queue[queue.first_sequence()].from).value;
    std::uint64_t sequence = queue.first_sequence();
    std::int64_t made = 0;
    double last = 0.0;
    for (const Step& step : steps) {
        ASSERT_GE(step.time, last);
        last = step.time;
        while (at(step.time) > queue[sequence].end()) ++sequence;
        const Segment& segment = queue[sequence];
        const double target =
            origin + (static_cast<double>(made) + 0.5 * sign(step.direction)) * step_distance;
        const double tick = 1.0 / 180e6;
        const double before = std::max(step.time - tick, segment.start.time_since_epoch().count());
        const double after = std::min(step.time + tick, segment.end().time_since_epoch().count());
        const long double p = exact_position(segment, before, blend) - target;
        const long double q = exact_position(segment, after, blend) - target;
        // The trajectory is on either side of the position a tick before and after.
        const long double rounding = 1e-12L;
        ASSERT_LE(sign(step.direction) * p, rounding) << step.time;
        ASSERT_GE(sign(step.direction) * q, -rounding) << step.time;
        made += sign(step.direction);
    }
    const double end = blended(blend, *queue.position_at(queue.end())).value;
    EXPECT_LE(std::abs(origin + static_cast<double>(made) * step_distance - end),
              step_distance / 2 + 1e-9);
}

TEST(StepSolver, agrees_with_the_trajectory_to_a_tick_over_a_million_steps) {
    const SegmentQueue queue = wavy_segments(12'000);

    expect_steps_on_trajectory(queue, cartesian.blend[0], 0.0025);
    expect_steps_on_trajectory(queue, corexy.blend[0], 0.01);
    expect_steps_on_trajectory(queue, corexy.blend[1], 0.0033);
}

// Long and short ones, from rest to rest, with pauses after half of them.
SegmentQueue random_segments(unsigned seed, int count) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> u(0.0, 1.0);
    SegmentQueue queue;
    double x = 100.0, time = 1.0;
    for (int i = 0; i < count; ++i) {
        const double to = 200.0 * u(random) * (u(random) < 0.5 ? 1.0 : 1e-3);
        queue.append(there(time, x, to, {1.0 + 300.0 * u(random), 100.0 + 5000.0 * u(random)}));
        x = queue.position_at(queue.end())->x.value;
        time = queue.end().time_since_epoch().count() + (u(random) < 0.5 ? 0.0 : u(random));
    }
    return queue;
}

TEST(StepSolver, agrees_with_the_trajectory_on_random_moves) {
    for (const unsigned seed : {7u, 8u, 9u}) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const SegmentQueue queue = random_segments(seed, 1000);

        expect_steps_on_trajectory(queue, cartesian.blend[0], 0.05);
        expect_steps_on_trajectory(queue, cartesian.blend[0], 0.0371);
    }
}

// A thousand times there and back: each time the same steps, ending where it began.
TEST(StepSolver, never_drifts) {
    SegmentQueue queue;
    StepSolver solver(Length{0.0123});
    solver.set_position(blended(cartesian.blend[0], Point{{0.1}, {}, {}}));
    solver.follow(blend_path(cartesian.blend[0], queue, queue.end_sequence()));
    Steps steps;
    double time = 1.0;
    for (int i = 0; i < 1000; ++i) {
        queue.append(there(time, 0.1, 7.7));
        queue.append(there(time + 1.0, 7.7, 0.1));
        time += 2.0;
        solver.solve(at(time), steps);
        queue.expire(at(time - 1.0));
        ASSERT_NEAR(solver.commanded_position().value, 0.1, 1e-12);
    }
    EXPECT_EQ(steps.list.size(), 2000u * 618u);
}

// Counts, and remembers nothing.
class Count final : public StepSink {
  public:
    void steps(Direction direction, std::span<const double> times) override {
        net += sign(direction) * std::ssize(times);
    }
    void even_steps(Direction direction, const EvenSteps& row) override {
        net += sign(direction) * row.count;
    }
    void settle() override {}

    std::int64_t net = 0;
};

#ifdef __SANITIZE_ADDRESS__
constexpr int many_moves = 300'000;  // instrumented, ten million would take minutes
#else
constexpr int many_moves = 10'000'000;
#endif

// Towards the middle or away from it, with any of the three phases; returns where it leads.
double append_random_move(SegmentQueue& queue, std::mt19937& random, double x) {
    const auto below = [&random](double most) { return most * 0x1p-32 * random(); };
    const Seconds up{below(4e-4)}, level{below(4e-4)}, down{below(4e-4)};
    const Speed cruise{1.0 + below(400.0)};
    const Accel accel = below(1.0) * cruise / std::max(up, down);
    const double way = below(1.0) < 0.5 + x ? -1.0 : 1.0;
    queue.append({.start = std::max(queue.end(), at(1.0)),
                  .accelerating = up,
                  .cruising = level,
                  .decelerating = down,
                  .from = {{x}, {}, {}},
                  .direction = {way, 0.0, 0.0},
                  .start_speed = cruise - accel * up,
                  .cruise_speed = cruise,
                  .acceleration = accel});
    return queue.position_at(queue.end())->x.value;
}

// However many moves there were, the stepper is where it would be after the last one alone.
TEST(StepSolver, has_no_error_after_ten_million_random_moves) {
    constexpr unsigned seed = 20;
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    SegmentQueue queue;
    StepSolver solver(Length{0.0123});
    solver.follow(blend_path(filament, queue, 0));
    Count count;
    double x = 0.0;
    for (int i = 0; i < many_moves; ++i) {
        x = append_random_move(queue, random, x);
        solver.solve(queue.end(), count);
        queue.expire(queue.end());
        ASSERT_LE(std::abs(static_cast<double>(count.net) - x / 0.0123), 0.5 + 1e-6) << i;
    }
    EXPECT_NEAR(solver.commanded_position().value, static_cast<double>(count.net) * 0.0123, 1e-14);
}

TEST(StepSolver, gives_the_same_steps_however_often_it_is_asked) {
    const SegmentQueue queue = wavy_segments(300);
    const auto at_once = solve_all(queue, corexy.blend[1], 0.01);

    StepSolver solver(Length{0.01});
    solver.follow(blend_path(corexy.blend[1], queue, queue.first_sequence()));
    solver.set_position(blended(corexy.blend[1], queue[0].from));
    Steps bit_by_bit;
    for (double time = 0.99; at(time) < queue.end() + Seconds{0.1}; time += 0.000771)
        solver.solve(at(time), bit_by_bit);

    EXPECT_EQ(bit_by_bit.list, at_once);
}

TEST(StepSolver, mirrors_steps_when_the_path_is_mirrored) {
    SegmentQueue queue, mirrored;
    double x = 0.0, time = 1.0;
    for (const double to : {13.3, 2.1, 2.2, -9.0, 0.003}) {
        queue.append(there(time, x, to));
        mirrored.append(there(time, -x, -to));
        x = to;
        time = queue.end().time_since_epoch().count();
    }

    const auto steps = solve_all(queue, cartesian.blend[0], 0.01);
    const auto back = solve_all(mirrored, cartesian.blend[0], 0.01);

    ASSERT_EQ(steps.size(), back.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        EXPECT_EQ(steps[i].time, back[i].time);
        EXPECT_EQ(steps[i].direction, opposite(back[i].direction));
    }
}

TEST(StepSolver, takes_the_way_back_as_long_as_the_way_there) {
    SegmentQueue queue;
    queue.append(there(1.0, 0.0, 5.0));
    const double end = queue.end().time_since_epoch().count();

    const auto steps = solve_all(queue, cartesian.blend[0], 0.01);

    for (std::size_t i = 0; i < steps.size(); ++i)
        EXPECT_NEAR(steps[i].time - 1.0, end - steps[steps.size() - 1 - i].time, 1e-13);
}

// The same moves from the last one's end to the first one's beginning.
SegmentQueue played_backwards(const SegmentQueue& queue, double turn) {
    SegmentQueue backwards;
    for (auto i = queue.end_sequence(); i-- > queue.first_sequence();) {
        const Segment& segment = queue[i];
        Segment back = segment;
        back.start = at(turn - segment.end().time_since_epoch().count());
        back.from = segment.position_at(segment.end());
        for (double& share : back.direction) share = -share;
        std::swap(back.accelerating, back.decelerating);
        back.start_speed = segment.speed_at(segment.end());
        backwards.append(back);
    }
    return backwards;
}

TEST(StepSolver, makes_the_same_steps_when_time_runs_backwards) {
    constexpr double step_distance = 0.0123;
    for (const unsigned seed : {1u, 2u, 3u}) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const SegmentQueue queue = random_segments(seed, 300);
        const double turn = queue.end().time_since_epoch().count() + 1.0;
        const auto steps = solve_all(queue, cartesian.blend[0], step_distance);
        double reached = queue[queue.first_sequence()].from.x.value;
        for (const Step& step : steps) reached += sign(step.direction) * step_distance;

        const SegmentQueue backwards = played_backwards(queue, turn);
        StepSolver solver(Length{step_distance});
        solver.follow(blend_path(cartesian.blend[0], backwards, backwards.first_sequence()));
        solver.set_position(Length{reached});
        Steps back;
        solver.solve(backwards.end() + Seconds{1.0}, back);

        ASSERT_EQ(back.list.size(), steps.size());
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const Step& step = back.list[steps.size() - 1 - i];
            ASSERT_EQ(step.direction, opposite(steps[i].direction)) << i;
            ASSERT_NEAR(turn - step.time, steps[i].time, 1e-7) << i;
        }
    }
}

// 0.025 mm is exactly the third step's position; both roundings of it must step.
TEST(StepSolver, steps_when_a_move_ends_on_a_step_give_or_take_rounding) {
    for (const double rounding : {-1e-13, 0.0, 1e-13}) {
        SegmentQueue queue;
        queue.append(there(1.0, 0.0, 0.02));
        queue.append(there(3.0, 0.02, 0.025 + rounding));
        queue.append(there(5.0, 0.025 + rounding, 0.04));
        StepSolver solver(Length{0.01});
        solver.set_position(blended(cartesian.blend[0], Point{}));
        solver.follow(blend_path(cartesian.blend[0], queue, 0));
        Steps steps;

        solver.solve(at(4.9), steps);
        EXPECT_EQ(steps.list.size(), 3u);
        solver.solve(at(9.0), steps);
        EXPECT_EQ(steps.list.size(), 4u);
        EXPECT_NEAR(solver.commanded_position().value, 0.04, 1e-12);
    }
}

// A move may end on a step's position and the next one turn back there: no step is due until
// the position is clearly beyond.
TEST(StepSolver, does_not_step_back_for_rounding) {
    SegmentQueue queue;
    queue.append(there(1.0, 0.0, 0.025));
    queue.append(there(3.0, 0.025, 0.025 - 5e-9));
    queue.append(there(5.0, 0.025 - 5e-9, 0.0));

    const auto steps = solve_all(queue, cartesian.blend[0], 0.01);

    ASSERT_EQ(steps.size(), 6u);
    EXPECT_LT(steps[2].time, 3.0);
    EXPECT_GE(steps[3].time, 5.0);
}

TEST(StepSolver, settles_once_the_last_steps_position_is_reached) {
    SegmentQueue queue;
    queue.append(there(1.0, 0.0, 0.104));
    StepSolver solver(Length{0.01});
    solver.set_position(blended(cartesian.blend[0], Point{}));
    solver.follow(blend_path(cartesian.blend[0], queue, 0));
    Steps steps;
    solver.solve(at(2.0), steps);
    EXPECT_EQ(steps.list.size(), 10u);
    EXPECT_EQ(steps.settled, 10u);

    queue.append(there(3.0, 0.104, 0.107));
    solver.solve(at(4.0), steps);
    EXPECT_EQ(steps.list.size(), 11u);
    EXPECT_EQ(steps.settled, 10u);
}

TEST(StepSolver, stands_where_it_is_told_without_stepping) {
    SegmentQueue queue;
    StepSolver solver(Length{0.01});
    solver.follow(blend_path(corexy.blend[0], queue, queue.end_sequence()));
    Steps steps;

    solver.set_position(blended(corexy.blend[0], Point{{100.003}, {50.0}, {}}));
    solver.solve(at(5.0), steps);

    EXPECT_EQ(solver.commanded_position(), Length{150.003});
    EXPECT_TRUE(steps.list.empty());
}

TEST(StepSolver, keeps_its_position_when_the_step_distance_changes) {
    SegmentQueue queue;
    queue.append(there(1.0, 0.0, 1.0));
    StepSolver solver(Length{0.01});
    solver.follow(blend_path(filament, queue, 0));
    Steps steps;
    solver.solve(at(9.0), steps);

    solver.set_step_distance(Length{0.02});
    queue.append(there(10.0, 1.0, 2.0));
    solver.solve(at(20.0), steps);

    EXPECT_EQ(steps.list.size(), 150u);
    EXPECT_NEAR(solver.commanded_position().value, 2.0, 1e-12);
}

// A homing move stops halfway: its segment is cut, and so is what was read of it ahead.
TEST(StepSolver, does_not_go_on_with_what_was_cut) {
    SegmentQueue queue;
    queue.append(there(1.0, 0.0, 10.0));
    StepSolver solver(Length{0.01});
    solver.follow(blend_path(cartesian.blend[0], queue, 0));
    Steps steps;
    solver.solve(at(1.05), steps);
    const std::size_t made = steps.list.size();

    queue.set_position(at(1.05), *queue.position_at(at(1.05)));
    solver.cut(at(1.05));
    solver.solve(at(9.0), steps);

    EXPECT_GT(made, 0u);
    EXPECT_EQ(steps.list.size(), made);
}

TEST(StepSolver, sees_the_next_segment_that_moves_it) {
    SegmentQueue queue;
    queue.append(there(1.0, 0.0, 1.0));
    Segment along_y = there(2.0, 0.0, 1.0);
    along_y.direction = {0.0, 1.0, 0.0};
    queue.append(along_y);
    StepSolver x(Length{0.01}), y(Length{0.01});
    x.follow(blend_path(cartesian.blend[0], queue, 0));
    y.follow(blend_path(cartesian.blend[1], queue, 0));
    Steps ignored;

    EXPECT_EQ(x.next_activity(at(10.0)), at(1.0));
    EXPECT_EQ(y.next_activity(at(10.0)), at(2.0));
    EXPECT_EQ(y.next_activity(at(2.0)), std::nullopt);
    x.solve(at(1.5), ignored);
    EXPECT_EQ(x.next_activity(at(10.0)), std::nullopt);
}

TEST(StepSolver, without_a_queue_does_nothing) {
    StepSolver solver(Length{0.01});
    Steps steps;

    solver.solve(at(10.0), steps);

    EXPECT_TRUE(steps.list.empty());
    EXPECT_EQ(solver.next_activity(at(10.0)), std::nullopt);
}

}  // namespace
}  // namespace escapement::motion
