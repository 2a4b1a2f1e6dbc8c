// Segments and their queue: where and how fast at a time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/segment.hpp"

#include <gtest/gtest.h>

namespace escapement::motion {
namespace {

PrintTime at(double seconds) {
    return PrintTime{Seconds{seconds}};
}

// 10 mm/s^2 for one second, one second at 10 mm/s, and down again: 20 mm along x.
Segment trapezoid(double start, double x = 0.0) {
    return {.start = at(start),
            .accelerating = Seconds{1.0},
            .cruising = Seconds{1.0},
            .decelerating = Seconds{1.0},
            .from = {{x}, {2.0}, {3.0}},
            .direction = {1.0, 0.0, 0.0},
            .start_speed = {},
            .cruise_speed = Speed{10.0},
            .acceleration = Accel{10.0}};
}

TEST(Segment, has_a_position_and_a_speed_at_every_time) {
    const Segment s = trapezoid(5.0);

    EXPECT_DOUBLE_EQ(s.distance_at(at(4.0)).value, 0.0);
    EXPECT_DOUBLE_EQ(s.distance_at(at(5.5)).value, 1.25);
    EXPECT_DOUBLE_EQ(s.distance_at(at(6.5)).value, 10.0);
    EXPECT_DOUBLE_EQ(s.distance_at(at(7.5)).value, 18.75);
    EXPECT_DOUBLE_EQ(s.distance_at(at(99.0)).value, 20.0);
    EXPECT_DOUBLE_EQ(s.speed_at(at(5.5)).value, 5.0);
    EXPECT_DOUBLE_EQ(s.speed_at(at(6.5)).value, 10.0);
    EXPECT_DOUBLE_EQ(s.speed_at(at(7.25)).value, 7.5);
    EXPECT_EQ(s.position_at(at(6.5)), (Point{{10.0}, {2.0}, {3.0}}));
}

TEST(Segment, carries_a_retraction_as_negative_speeds) {
    Position from{}, to{};
    to[extruder_axis] = Length{-2.0};
    Move move(from, to, Speed{10.0}, {{100.0}, {1000.0}, 0.0, {5.0}});
    move.limit_speed(Speed{10.0}, Accel{100.0});
    move.plan(SpeedSquared{}, SpeedSquared{100.0}, SpeedSquared{});

    const Segment s = extra_axis_segment(at(1.0), move, extruder_axis);

    EXPECT_DOUBLE_EQ(s.cruise_speed.value, -10.0);
    EXPECT_DOUBLE_EQ(s.acceleration.value, -100.0);
    EXPECT_DOUBLE_EQ(s.position_at(s.end()).x.value, -2.0);
}

TEST(SegmentQueue, answers_for_any_time_it_still_knows) {
    SegmentQueue queue;
    EXPECT_FALSE(queue.position_at(at(1.0)));

    queue.append(trapezoid(5.0));
    queue.append(trapezoid(10.0, 20.0));

    EXPECT_FALSE(queue.position_at(at(4.9)));
    EXPECT_EQ(queue.position_at(at(6.5))->x, Length{10.0});
    EXPECT_EQ(queue.position_at(at(9.0))->x, Length{20.0});
    EXPECT_EQ(queue.speed_at(at(9.0)), Speed{});
    EXPECT_EQ(queue.speed_at(at(11.5)), Speed{10.0});
    EXPECT_EQ(queue.end(), at(13.0));
}

TEST(SegmentQueue, cuts_the_plan_short_where_the_position_is_set) {
    SegmentQueue queue;
    queue.append(trapezoid(5.0));
    queue.append(trapezoid(8.0, 20.0));

    queue.set_position(at(6.5), {{-1.0}, {}, {}});

    EXPECT_EQ(queue.end(), at(6.5));
    EXPECT_EQ(queue.position_at(at(6.0))->x, Length{5.0});
    EXPECT_EQ(queue.position_at(at(6.5))->x, Length{-1.0});
    EXPECT_EQ(queue.position_at(at(20.0))->x, Length{-1.0});
    queue.append(trapezoid(7.0, -1.0));
    EXPECT_EQ(queue.position_at(at(8.5))->x, Length{9.0});
}

TEST(SegmentQueue, never_gives_a_sequence_number_twice) {
    SegmentQueue queue;
    queue.append(trapezoid(5.0));
    queue.append(trapezoid(8.0));
    const auto before = queue.end_sequence();

    queue.set_position(at(5.5), {});
    queue.expire(at(100.0));

    EXPECT_GT(queue.end_sequence(), before);
    EXPECT_EQ(queue.first_sequence() + 1, queue.end_sequence());
}

TEST(SegmentQueue, expires_what_ended_but_never_the_last) {
    SegmentQueue queue;
    for (int i = 0; i < 10; ++i) queue.append(trapezoid(5.0 * i));

    queue.expire(at(21.0));
    EXPECT_EQ(queue.first_sequence(), 4u);
    queue.expire(at(1000.0));
    EXPECT_EQ(queue.first_sequence(), 9u);
    EXPECT_EQ(queue.position_at(at(2000.0))->x, Length{20.0});
}

TEST(SegmentQueue, keeps_aside_what_is_appended_while_others_read) {
    SegmentQueue queue;
    queue.append({.start = PrintTime{Seconds{1.0}}, .cruising = Seconds{1.0}});

    queue.hold();
    queue.append(
        {.start = PrintTime{Seconds{2.0}}, .cruising = Seconds{3.0}, .from = {{7.0}, {}, {}}});
    EXPECT_EQ(queue.end_sequence(), 1u);
    EXPECT_EQ(queue.end(), PrintTime{Seconds{5.0}});
    EXPECT_EQ(queue.position_at(PrintTime{Seconds{3.0}})->x, Length{7.0});
    queue.release();

    EXPECT_EQ(queue.end_sequence(), 2u);
    EXPECT_EQ(queue[1].from.x, Length{7.0});
}

}  // namespace
}  // namespace escapement::motion
