// Steppers on shaped trajectories: no step too many, none too few, each at its moment.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/trajectory.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "motion/blend_path.hpp"
#include "motion/shaper_kinds.hpp"
#include "motion/step_solver.hpp"
#include "motion/testing_trajectory.hpp"
#include "motion/track_stretches.hpp"

namespace escapement::motion {
namespace {

using testing::at;
using testing::ExactAxis;
using testing::random_print;
using testing::seconds;

struct Step {
    double time;
    int way;
};

class Recorder final : public StepSink {
  public:
    void steps(Direction direction, std::span<const double> times) override {
        for (const double time : times) list.push_back({time, sign(direction)});
    }
    void settle() override {}
    std::vector<Step> list;
};

Shapers shapers_of(const std::string& x, const std::string& y) {
    Shapers shapers;
    if (!x.empty()) shapers[0] = *make_shaper(x, {47.3, 0.08});
    if (!y.empty()) shapers[1] = *make_shaper(y, {38.1, 0.1});
    return shapers;
}

// A motor with its steps, following a trajectory that it is asked about in portions.
struct Motor {
    Motor(const Blend& share, const Trajectory& trajectory) : blend(share), solver(Length{0.0125}) {
        follow(trajectory);
        const auto& segments = trajectory.segments();
        solver.set_position(blended(share, segments[segments.first_sequence()].from));
    }
    void follow(const Trajectory& trajectory) { solver.follow(blend_path(blend, trajectory)); }

    Blend blend;
    StepSolver solver;
    Recorder recorder;
};

void put(Trajectory& trajectory, double time, Point point) {
    trajectory.set_position(at(time), point);
}

void append(Trajectory& trajectory, const std::vector<Segment>& segments) {
    for (const Segment& segment : segments) trajectory.segments().append(segment);
}

void solve(Trajectory& trajectory, std::vector<Motor*> motors, double until, double portion) {
    for (double time = portion; time < until + portion; time += portion) {
        trajectory.advance(at(time));
        for (Motor* motor : motors) motor->solver.solve(at(time), motor->recorder);
    }
}

// Where both axes, shaped by pulses, put a motor.
long double exact_motor(const std::array<ExactAxis, 2>& axes,
                        const Shapers& shapers,
                        const Blend& blend,
                        double time) {
    long double sum = 0;
    for (std::size_t i = 0; i < axes.size(); ++i)
        sum += blend[i] * testing::shaped_by_pulses(axes[i], shapers[i], time);
    return sum;
}

TEST(Trajectory, gives_plain_stretches_to_those_who_see_no_shaped_axis) {
    Trajectory trajectory;
    trajectory.set_shapers(shapers_of("mzv", ""));

    EXPECT_NE(dynamic_cast<SegmentStretches*>(trajectory.stretches({false, true, true}).get()),
              nullptr);
    const auto shaped = trajectory.stretches({true, true, false});
    EXPECT_NE(dynamic_cast<TrackStretches*>(shaped.get()), nullptr);
    EXPECT_EQ(shaped->reach(), trajectory.shapers()[0].reach());
}

// 0.1 us is what is asked for; where the motor hardly moves the position counts.
TEST(Trajectory, has_every_step_of_a_shaped_corexy_at_its_moment) {
    const auto segments = random_print(800, 3);
    const std::array<ExactAxis, 2> axes{ExactAxis(segments, 0), ExactAxis(segments, 1)};
    for (const auto& [x, y] : {std::array{"zv", "ei"},
                               std::array{"mzv", "mzv"},
                               std::array{"3hump_ei", "zvd"},
                               std::array{"2hump_ei", ""}}) {
        const Shapers shapers = shapers_of(x, y);
        Trajectory trajectory;
        trajectory.set_shapers(shapers);
        put(trajectory, 0.0, segments.front().from);
        Motor motor(corexy.blend[1], trajectory);
        append(trajectory, segments);

        solve(trajectory, {&motor}, seconds(segments.back().end()) + 1.0, 0.25);

        std::int64_t made = 0;
        double worst = 0.0;
        for (const Step& step : motor.recorder.list) {
            const double target = (static_cast<double>(made) + 0.5 * step.way) * 0.0125;
            made += step.way;
            const auto miss = [&](double shift) {
                return step.way *
                       static_cast<double>(
                           exact_motor(axes, shapers, motor.blend, step.time + shift) - target);
            };
            if (std::abs(miss(0.0)) < 1e-9) continue;
            worst = std::max(worst, std::abs(miss(0.0)));
            ASSERT_LE(miss(-1e-8), 1e-11);
            ASSERT_GE(miss(1e-8), -1e-11);
        }
        EXPECT_GT(motor.recorder.list.size(), 5'000u);
        EXPECT_LT(worst, 1e-8);
    }
}

TEST(Trajectory, loses_no_step_over_a_hundred_thousand_moves) {
    const auto segments = random_print(100'000, 5);
    Trajectory trajectory;
    trajectory.set_shapers(shapers_of("mzv", "smooth_mzv"));
    put(trajectory, 0.0, segments.front().from);
    Motor x(cartesian.blend[0], trajectory), a(corexy.blend[0], trajectory);
    append(trajectory, segments);

    solve(trajectory, {&x, &a}, seconds(segments.back().end()) + 1.0, 0.25);

    const Point end = segments.back().position_at(segments.back().end());
    EXPECT_GT(x.recorder.list.size(), 1'000'000u);
    EXPECT_NEAR(x.solver.commanded_position().value, end.x.value, 0.5 * 0.0125 + 1e-9);
    EXPECT_NEAR(a.solver.commanded_position().value, (end.x + end.y).value, 0.5 * 0.0125 + 1e-9);
    for (std::size_t i = 1; i < a.recorder.list.size(); ++i)
        ASSERT_GE(a.recorder.list[i].time, a.recorder.list[i - 1].time);
}

TEST(Trajectory, makes_the_same_steps_however_often_it_is_asked) {
    const auto segments = random_print(400, 23);
    std::vector<std::vector<Step>> runs;
    for (const double portion : {0.25, 0.017, 1000.0}) {
        Trajectory trajectory;
        trajectory.set_shapers(shapers_of("ei", "mzv"));
        put(trajectory, 0.0, segments.front().from);
        Motor motor(corexy.blend[0], trajectory);
        append(trajectory, segments);
        solve(trajectory, {&motor}, seconds(segments.back().end()) + 1.0, portion);
        runs.push_back(motor.recorder.list);
    }
    for (const auto& run : runs) {
        ASSERT_EQ(run.size(), runs[0].size());
        for (std::size_t i = 0; i < run.size(); ++i) {
            ASSERT_EQ(run[i].way, runs[0][i].way);
            ASSERT_NEAR(run[i].time, runs[0][i].time, 1e-10);
        }
    }
}

// At rest every shaper agrees on where the machine is.
TEST(Trajectory, changes_shapers_between_moves_without_losing_a_step) {
    Trajectory trajectory;
    put(trajectory, 0.0, {});
    Motor motor(corexy.blend[0], trajectory);
    double time = 2.0;
    const std::array kinds{"", "mzv", "3hump_ei", "smooth_zv", "zv", "smooth_si", ""};
    for (unsigned i = 0; i < kinds.size(); ++i) {
        trajectory.set_shapers(shapers_of(kinds[i], kinds[kinds.size() - 1 - i]));
        motor.follow(trajectory);
        const auto segments = random_print(200, 100 + i, time + 1.0);
        const Point from = trajectory.segments().position_at(at(time)).value_or(Point{});
        for (Segment segment : segments) {
            segment.from = {segment.from.x + from.x, segment.from.y + from.y, {}};
            trajectory.segments().append(segment);
        }
        const double end = seconds(trajectory.segments().end()) + 1.0;
        for (; time < end; time += 0.25) {
            trajectory.advance(at(time));
            motor.solver.solve(at(time), motor.recorder);
        }
        const Point to = *trajectory.segments().position_at(at(time));
        ASSERT_NEAR(
            motor.solver.commanded_position().value, (to.x + to.y).value, 0.5 * 0.0125 + 1e-9)
            << i;
    }
}

// A motor that stopped halfway: what was planned is gone, what comes next begins where it was put.
TEST(Trajectory, goes_on_from_where_it_was_placed_in_the_middle_of_a_move) {
    Trajectory trajectory;
    trajectory.set_shapers(shapers_of("mzv", "ei"));
    put(trajectory, 0.0, {});
    Motor motor(cartesian.blend[0], trajectory), both(corexy.blend[0], trajectory);
    const Segment far{.start = at(1.0),
                      .cruising = Seconds{10.0},
                      .direction = {1.0, 0.0, 0.0},
                      .cruise_speed = Speed{5.0}};
    trajectory.segments().append(far);
    solve(trajectory, {&motor, &both}, 2.75, 0.25);
    const double solved = 3.0;
    const std::size_t before = motor.recorder.list.size();
    EXPECT_EQ(before, both.recorder.list.size());

    const Point reached = *trajectory.segments().position_at(at(solved));
    put(trajectory, solved, reached);
    for (Motor* stepper : {&motor, &both}) stepper->solver.cut(at(solved));
    put(trajectory, solved + 0.1, {{100.0}, {}, {}});
    for (Motor* stepper : {&motor, &both}) stepper->solver.set_position(Length{100.0});
    Segment back = far;
    back.start = at(3.5);
    back.cruising = Seconds{2.0};
    back.from = {{100.0}, {}, {}};
    back.direction = {-1.0, 0.0, 0.0};
    trajectory.segments().append(back);
    for (double time = solved; time < 7.0; time += 0.25) {
        trajectory.advance(at(time));
        for (Motor* stepper : {&motor, &both}) stepper->solver.solve(at(time), stepper->recorder);
    }

    EXPECT_EQ(motor.recorder.list.size() - before, 800u);
    EXPECT_EQ(both.recorder.list.size() - before, 800u);
    EXPECT_NEAR(motor.recorder.list[before].time, 3.5, 0.02);
    EXPECT_EQ(motor.solver.commanded_position(), Length{90.0});
}

TEST(Trajectory, lets_steppers_have_shapers_of_their_own) {
    Trajectory trajectory;
    const auto one = trajectory.stretches({true, false, false}, shapers_of("mzv", ""));
    const auto other = trajectory.stretches({true, false, false}, shapers_of("3hump_ei", ""));
    trajectory.segments().append({.start = at(1.0),
                                  .cruising = Seconds{1.0},
                                  .direction = {1.0, 0.0, 0.0},
                                  .cruise_speed = Speed{5.0}});

    trajectory.advance(at(3.0));

    EXPECT_LT(*other->first_motion(at(3.0)), *one->first_motion(at(3.0)));
    EXPECT_GT(other->reach(), one->reach());
    EXPECT_LT(*one->first_motion(at(3.0)), at(1.0));
    EXPECT_EQ(one->first_motion(at(0.5)), std::nullopt);
}

}  // namespace
}  // namespace escapement::motion
