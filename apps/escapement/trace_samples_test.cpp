// Tests of reading segments.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/trace_samples.hpp"

#include <gtest/gtest.h>

namespace escapement::app {
namespace {

using base::Length;
using base::PrintTime;
using base::Seconds;

// From x = 1: 0.1 s up to 10 mm/s at 100 mm/s^2, 0.2 s at that speed, 0.1 s down.
motion::Segment segment(double start) {
    return {.start = PrintTime{Seconds{start}},
            .accelerating = Seconds{0.1},
            .cruising = Seconds{0.2},
            .decelerating = Seconds{0.1},
            .from = {Length{1.0}, Length{5.0}, {}},
            .direction = {1.0, 0.0, 0.0},
            .start_speed = {0.0},
            .cruise_speed = {10.0},
            .acceleration = {100.0}};
}

TEST(SegmentReader, tells_place_speed_and_acceleration_in_each_phase) {
    motion::SegmentQueue queue;
    queue.append(segment(1.0));
    SegmentReader reader(queue);

    const auto early = reader.at(0.5)[0], up = reader.at(1.05)[0], even = reader.at(1.2)[0],
               down = reader.at(1.35)[0], late = reader.at(9.0)[0];

    EXPECT_EQ(early.position, 1.0);
    EXPECT_EQ(early.velocity, 0.0);
    EXPECT_NEAR(up.velocity, 5.0, 1e-9);
    EXPECT_EQ(up.acceleration, 100.0);
    EXPECT_NEAR(even.position, 2.5, 1e-9);
    EXPECT_EQ(even.acceleration, 0.0);
    EXPECT_EQ(down.acceleration, -100.0);
    EXPECT_NEAR(late.position, 4.0, 1e-9);
    EXPECT_EQ(late.velocity, 0.0);
}

TEST(SegmentReader, acceleration_grows_with_jerk) {
    motion::SegmentQueue queue;
    queue.append({.start = PrintTime{Seconds{1.0}},
                  .accelerating = Seconds{0.1},
                  .from = {},
                  .direction = {0.0, 1.0, 0.0},
                  .start_speed = {0.0},
                  .cruise_speed = {5.0},
                  .acceleration = {0.0},
                  .jerk = {1000.0}});

    EXPECT_NEAR(SegmentReader(queue).at(1.05)[1].acceleration, 50.0, 1e-6);
}

TEST(SegmentReader, goes_on_where_segments_have_been_forgotten) {
    motion::SegmentQueue queue;
    queue.append(segment(1.0));
    queue.append(segment(2.0));
    SegmentReader reader(queue);
    reader.at(1.1);

    queue.expire(PrintTime{Seconds{2.0}});
    queue.append(segment(3.0));

    EXPECT_NEAR(reader.at(3.2)[0].velocity, 10.0, 1e-9);
    EXPECT_NEAR(reader.at(3.2)[1].position, 5.0, 1e-9);
}

TEST(SegmentReader, a_shaped_axis_is_the_average_of_its_pulses_and_others_stay) {
    motion::SegmentQueue queue;
    queue.append(segment(1.0));
    const motion::Pulse two[] = {{0.5, 0.0}, {0.5, 0.1}};
    motion::Shapers shapers;
    shapers[0] = *motion::Shaper::answering(two);
    SegmentReader reader(queue);

    const auto planned = reader.at(1.05), shaped = reader.shaped_at(1.05, shapers);

    EXPECT_NEAR(
        shaped[0].velocity, 0.5 * (reader.at(1.0)[0].velocity + reader.at(1.1)[0].velocity), 1e-9);
    EXPECT_NE(shaped[0].position, planned[0].position);
    EXPECT_EQ(shaped[1].position, planned[1].position);
}

// An even weight over 0.2 s.
TEST(SegmentReader, a_window_averages_too) {
    motion::SegmentQueue queue;
    queue.append(segment(1.0));
    const double even[] = {1.0};
    motion::Shapers shapers;
    shapers[0] = *motion::Shaper::averaging(motion::ShaperWindow(even, Seconds{0.2}));
    SegmentReader reader(queue);

    EXPECT_NEAR(reader.shaped_at(1.1, shapers)[0].velocity, 7.5, 0.01);
    EXPECT_NEAR(reader.shaped_at(1.2, shapers)[0].velocity, 10.0, 0.01);
}

TEST(SegmentReader, nothing_known_is_rest_at_zero) {
    motion::SegmentQueue queue;

    EXPECT_EQ(SegmentReader(queue).at(1.0)[0].position, 0.0);
}

}  // namespace
}  // namespace escapement::app
