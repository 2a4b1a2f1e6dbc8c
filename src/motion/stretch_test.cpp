// Stretches of segments against the segments' own formulas.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/stretch.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "motion/blend_path.hpp"

namespace escapement::motion {
namespace {

PrintTime when(double seconds) {
    return PrintTime{Seconds{seconds}};
}

// Speeds up, cruises and slows down from (10, 20, 0) along `direction`.
Segment hop(double start, std::array<double, 3> direction) {
    return {.start = when(start),
            .accelerating = Seconds{0.1},
            .cruising = Seconds{0.5},
            .decelerating = Seconds{0.05},
            .from = {{10.0}, {20.0}, {0.0}},
            .direction = direction,
            .start_speed = Speed{10.0},
            .cruise_speed = Speed{110.0},
            .acceleration = Accel{1000.0}};
}

std::vector<Stretch> all_of(StretchSource& source, double until) {
    std::vector<Stretch> all;
    Stretch stretch;
    while (source.next(when(until), stretch)) all.push_back(stretch);
    return all;
}

TEST(SegmentStretches, follow_the_segment) {
    SegmentQueue queue;
    queue.append(hop(3.0, {0.6, 0.8, 0.0}));
    SegmentStretches source(queue, 0, every_axis);

    const auto stretches = all_of(source, 9.0);

    ASSERT_EQ(stretches.size(), 3u);
    EXPECT_DOUBLE_EQ(stretches[2].start, 3.6);
    for (const Stretch& stretch : stretches)
        for (const double t : {0.0, 0.5 * stretch.duration, stretch.duration}) {
            const Point point = queue[0].position_at(when(stretch.start + t));
            EXPECT_NEAR(stretch.axes[0].at(t), point.x.value, 1e-12);
            EXPECT_NEAR(stretch.axes[1].at(t), point.y.value, 1e-12);
        }
}

TEST(SegmentStretches, are_given_once_and_only_when_they_begin_before_the_limit) {
    SegmentQueue queue;
    queue.append(hop(3.0, {1.0, 0.0, 0.0}));
    queue.append(hop(4.0, {1.0, 0.0, 0.0}));
    SegmentStretches source(queue, 0, every_axis);

    EXPECT_TRUE(all_of(source, 3.0).empty());
    EXPECT_EQ(all_of(source, 3.01).size(), 3u);  // whole segments: they cannot change any more
    EXPECT_EQ(source.first_motion(when(9.0)), when(4.0));
    EXPECT_EQ(all_of(source, 9.0).size(), 3u);
    EXPECT_EQ(source.first_motion(when(9.0)), std::nullopt);
}

TEST(SegmentStretches, skip_what_does_not_move_an_axis_that_matters) {
    SegmentQueue queue;
    queue.append(hop(3.0, {1.0, 0.0, 0.0}));
    queue.append(hop(4.0, {0.0, 1.0, 0.0}));
    SegmentStretches source(queue, 0, {false, true, false});

    const auto stretches = all_of(source, 9.0);

    ASSERT_EQ(stretches.size(), 3u);
    EXPECT_EQ(stretches[0].start, 4.0);
}

TEST(SegmentStretches, go_on_behind_what_the_queue_has_forgotten) {
    SegmentQueue queue;
    queue.append(hop(3.0, {1.0, 0.0, 0.0}));
    queue.append(hop(4.0, {1.0, 0.0, 0.0}));
    SegmentStretches source(queue, 0, every_axis);
    Stretch stretch;
    source.next(when(9.0), stretch);

    queue.expire(when(3.9));

    EXPECT_EQ(all_of(source, 9.0).front().start, 4.0);
}

TEST(BlendPath, adds_the_axes_up) {
    SegmentQueue queue;
    queue.append(hop(3.0, {0.6, 0.8, 0.0}));
    const auto path = blend_path(corexy.blend[1], queue, 0);

    std::vector<Piece> pieces;
    path->advance(when(9.0), pieces);

    ASSERT_EQ(pieces.size(), 3u);
    EXPECT_DOUBLE_EQ(pieces[0].position.c[0], -10.0);
    EXPECT_DOUBLE_EQ(pieces[0].position.c[1], -2.0);
    EXPECT_DOUBLE_EQ(pieces[1].position.c[0], pieces[0].position.at(0.1));
    EXPECT_DOUBLE_EQ(pieces[1].position.c[1], -22.0);
    EXPECT_DOUBLE_EQ(pieces[2].position.slope_at(0.05), -12.0);
    EXPECT_EQ(path->at({{3.0}, {1.0}, {9.0}}), Length{2.0});
}

}  // namespace
}  // namespace escapement::motion
