// How far ahead steps are made, live, offline and in small portions.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/motion_queue.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "motion/blend_path.hpp"
#include "motion/shaper_kinds.hpp"
#include "printer/testing_motion.hpp"

namespace escapement::printer {
namespace {

using base::Length;
using base::PrintTime;
using base::Seconds;
using testing::MotionBench;

PrintTime at_time(double seconds) {
    return PrintTime{Seconds{seconds}};
}

// A motor that goes 10 mm a second for a minute from `start` on, 100 steps to the mm.
class LongWay {
  public:
    LongWay(MotionBench& bench, double start) : segments(bench.queue.new_segment_queue()) {
        bench.add_stepper("stepper_x", Length{0.01}).follow(segments, motion::cartesian.blend[0]);
        segments.append({.start = at_time(start),
                         .cruising = Seconds{60.0},
                         .direction = {1.0, 0.0, 0.0},
                         .start_speed = {10.0},
                         .cruise_speed = {10.0}});
        bench.queue.note_segments(segments.end());
    }
    motion::SegmentQueue& segments;
};

double last_step(const MotionBench& bench) {
    const auto& steps = bench.outputs.front()->steps_made;
    return steps.empty() ? 0.0 : static_cast<double>(steps.back().clock) / 1e6;
}

TEST(MotionQueue, keeps_some_tenths_of_a_second_of_steps_ahead_while_steppers_move) {
    MotionBench bench(MotionBench::Mode::live);
    LongWay way(bench, 0.5);

    bench.pass(Seconds{10.0});

    const double ahead = bench.queue.solved_until().time_since_epoch().count() - 10.0;
    EXPECT_GE(ahead, 0.45);
    EXPECT_LE(ahead, 1.05);
    EXPECT_GE(last_step(bench), 10.3);
    EXPECT_LE(last_step(bench), 11.05);
}

TEST(MotionQueue, makes_every_step_in_the_end_and_then_sleeps) {
    MotionBench bench(MotionBench::Mode::live);
    LongWay way(bench, 0.5);

    bench.pass(Seconds{70.0});

    EXPECT_EQ(bench.outputs.front()->count(), 60'000);
    EXPECT_EQ(bench.executor.next_wake(), runtime::never);
}

TEST(MotionQueue, makes_all_steps_at_once_when_asked) {
    MotionBench bench(MotionBench::Mode::live);
    LongWay way(bench, 0.5);

    bench.queue.flush_all();

    EXPECT_EQ(bench.outputs.front()->count(), 60'000);
}

TEST(MotionQueue, waits_with_a_patient_flush_until_its_end_is_near) {
    MotionBench bench(MotionBench::Mode::live);
    LongWay way(bench, 0.5);

    bench.run(bench.queue.flush_all_in_time());

    EXPECT_EQ(bench.outputs.front()->count(), 60'000);
    EXPECT_NEAR(bench.now().time_since_epoch().count(), 60.5 - 0.4, 0.01);
}

TEST(MotionQueue, follows_the_segments_at_a_distance_when_offline) {
    MotionBench bench(MotionBench::Mode::offline);
    LongWay way(bench, 0.5);

    EXPECT_GT(last_step(bench), 54.0);
    EXPECT_LT(last_step(bench), 60.0);
    EXPECT_EQ(bench.now(), PrintTime{});
}

TEST(MotionQueue, tells_those_who_plan_before_those_who_use_pins) {
    MotionBench bench(MotionBench::Mode::live);
    std::string order;
    const auto pins = bench.queue.on_flush(MotionQueue::Listens::to_use_pins,
                                           [&](const MotionQueue::Flushing&) { order += "pin "; });
    const auto plan = bench.queue.on_flush(MotionQueue::Listens::to_plan_moves,
                                           [&](const MotionQueue::Flushing&) { order += "plan "; });

    bench.queue.flush_all();

    EXPECT_EQ(order, "plan pin ");
}

TEST(MotionQueue, flushes_for_pins_alone_and_goes_a_little_beyond) {
    MotionBench bench(MotionBench::Mode::live);
    PrintTime flushed{};
    const auto connection = bench.queue.on_flush(
        MotionQueue::Listens::to_use_pins,
        [&](const MotionQueue::Flushing& range) { flushed = range.flushed_until; });

    bench.queue.note_activity(at_time(3.0));
    bench.pass(Seconds{2.0});
    EXPECT_LT(flushed, at_time(2.5));
    bench.pass(Seconds{2.0});

    EXPECT_EQ(flushed, at_time(3.25));
}

TEST(MotionQueue, drips_steps_only_a_moment_ahead_and_stops_when_told) {
    MotionBench bench(MotionBench::Mode::live);
    auto& segments = bench.queue.new_segment_queue();
    bench.add_stepper("stepper_x", Length{0.01}).follow(segments, motion::cartesian.blend[0]);
    segments.append({.start = at_time(0.5),
                     .cruising = Seconds{10.0},
                     .direction = {1.0, 0.0, 0.0},
                     .start_speed = {10.0},
                     .cruise_speed = {10.0}});
    double furthest = 0.0;
    std::function<bool()> stopped = [&] {
        const double now = bench.now().time_since_epoch().count();
        if (last_step(bench) > 0.0) furthest = std::max(furthest, last_step(bench) - now);
        return now >= 3.0;
    };

    bench.run(bench.queue.drip(at_time(0.5), at_time(10.5), stopped));

    EXPECT_LE(furthest, 0.401);
    EXPECT_NEAR(last_step(bench), 3.375, 0.03);
    EXPECT_NEAR(bench.now().time_since_epoch().count(), 3.0, 0.06);
}

constexpr std::array<double, 3> shares{1.0, 0.7, -0.3};
using StepLists = std::vector<std::vector<testing::FakeStepOutput::Step>>;

// Three motors to and fro for half an hour, segments appended one by one.
StepLists shuttle(MotionBench& bench, motion::SegmentQueue& segments) {
    for (int i = 0; i < 1800; ++i) {
        const double way = i % 2 == 0 ? 1.0 : -1.0;
        segments.append({.start = at_time(1.0 + i),
                         .cruising = Seconds{0.9},
                         .from = {Length{way > 0.0 ? 0.0 : 9.0}, {}, {}},
                         .direction = {way, 0.0, 0.0},
                         .start_speed = {10.0},
                         .cruise_speed = {10.0}});
        bench.queue.note_segments(segments.end());
    }
    bench.queue.finish();
    StepLists steps;
    for (const auto* output : bench.outputs) steps.push_back(output->steps_made);
    return steps;
}

StepLists shuttle(runtime::Crew* crew) {
    MotionBench bench(MotionBench::Mode::offline, crew);
    auto& segments = bench.queue.new_segment_queue();
    for (const double share : shares)
        bench.add_stepper("stepper", Length{0.05}).follow(segments, {share, 0.0, 0.0});
    return shuttle(bench, segments);
}

// The same with a shaper; `moves` is told when the last of them moves for the first time.
StepLists shaped_shuttle(runtime::Crew* crew, PrintTime& moves) {
    MotionBench bench(MotionBench::Mode::offline, crew);
    auto& trajectory = bench.queue.new_trajectory();
    trajectory.set_position(PrintTime{}, {});
    trajectory.set_shapers({*motion::make_shaper("mzv", {40.0, 0.1}), {}, {}});
    for (const double share : shares)
        bench.add_stepper("stepper", Length{0.05})
            .follow(motion::blend_path({share, 0.0, 0.0}, trajectory));
    bench.steppers.back()->on_first_activity([&](PrintTime when) { moves = when; });
    bench.queue.learn_reach();
    return shuttle(bench, trajectory.segments());
}

void expect_same(const StepLists& alone, const StepLists& helped) {
    ASSERT_EQ(helped.size(), alone.size());
    for (std::size_t motor = 0; motor < helped.size(); ++motor) {
        ASSERT_EQ(helped[motor].size(), alone[motor].size());
        for (std::size_t i = 0; i < alone[motor].size(); ++i)
            ASSERT_TRUE(helped[motor][i].clock == alone[motor][i].clock &&
                        helped[motor][i].way == alone[motor][i].way);
    }
}

TEST(MotionQueue, makes_the_same_steps_with_and_without_helpers) {
    runtime::Crew crew(2);

    const auto alone = shuttle(nullptr), helped = shuttle(&crew);

    ASSERT_EQ(helped.size(), 3u);
    EXPECT_EQ(alone[0].size(), 1800u * 180u);
    expect_same(alone, helped);
}

TEST(MotionQueue, shapes_the_same_with_and_without_helpers) {
    runtime::Crew crew(2);
    PrintTime moves_alone{}, moves_helped{};

    const auto alone = shaped_shuttle(nullptr, moves_alone);
    const auto helped = shaped_shuttle(&crew, moves_helped);

    ASSERT_EQ(helped.size(), 3u);
    EXPECT_EQ(alone[0].size(), 1800u * 180u);
    EXPECT_NEAR(moves_alone.time_since_epoch().count(), 1.0, 0.02);
    EXPECT_EQ(moves_helped, moves_alone);
    expect_same(alone, helped);
}

TEST(MotionQueue, knows_how_long_some_motor_moves) {
    MotionBench bench(MotionBench::Mode::offline);

    bench.queue.note_steps(at_time(9.0));
    bench.queue.note_segments(at_time(4.0));

    EXPECT_EQ(bench.queue.motion_until(), at_time(9.0));
}

TEST(MotionQueue, makes_no_steps_after_a_stop) {
    MotionBench bench(MotionBench::Mode::live);
    LongWay way(bench, 0.5);
    bench.pass(Seconds{1.0});
    const auto made = bench.outputs.front()->count();

    bench.queue.stop();
    bench.queue.flush_all();
    bench.pass(Seconds{10.0});

    EXPECT_EQ(bench.outputs.front()->count(), made);
}

}  // namespace
}  // namespace escapement::printer
