// Tests of arcs as strokes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/arc_path.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace escapement::modules {
namespace {

constexpr double pi = 3.14159265358979323846;

TEST(ArcPath, a_quarter_circle_counter_clockwise) {
    const Arc arc{.from = {10, 0, 5}, .to = {0, 10, 5}, .centre = {-10, 0}};

    const ArcPath path(arc, 1.0);

    ASSERT_EQ(path.strokes(), 15.0);  // of 15.7 mm
    const auto middle = path.point(5.0);
    EXPECT_NEAR(middle[0], 10 * std::cos(pi / 6), 1e-12);
    EXPECT_NEAR(middle[1], 10 * std::sin(pi / 6), 1e-12);
    EXPECT_EQ(middle[2], 5.0);
    EXPECT_EQ(path.point(15.0), arc.to);
}

TEST(ArcPath, clockwise_takes_the_other_way_round) {
    const Arc arc{.from = {10, 0, 0}, .to = {0, 10, 0}, .centre = {-10, 0}, .clockwise = true};

    const ArcPath path(arc, 1.0);

    ASSERT_EQ(path.strokes(), 47.0);  // three quarters of 62.8 mm
    EXPECT_LT(path.point(1.0)[1], 0.0);
}

TEST(ArcPath, an_arc_that_ends_where_it_begins_is_a_full_circle) {
    const Arc arc{.from = {1, 2, 3}, .to = {1, 2, 3}, .centre = {5, 0}};

    EXPECT_EQ(ArcPath(arc, 1.0).strokes(), 31.0);
    EXPECT_NEAR(ArcPath(arc, 0.001).point(15707.5)[0], 11.0, 1e-3);
}

TEST(ArcPath, a_helix_climbs_evenly_and_counts_its_length) {
    const Arc arc{.from = {0, 0, 0}, .to = {0, 0, 30}, .centre = {5, 0}};

    const ArcPath path(arc, 1.0);

    ASSERT_EQ(path.strokes(), std::floor(std::hypot(10 * pi, 30)));
    EXPECT_NEAR(path.point(11.0)[2], 30 * 11 / path.strokes(), 1e-12);
}

TEST(ArcPath, the_other_planes_climb_along_the_axis_they_lack) {
    const Arc xz{.from = {0, 7, 0}, .to = {10, 8, 0}, .centre = {5, 0}, .plane = plane_xz};
    const Arc yz{.from = {7, 0, 0}, .to = {8, 10, 0}, .centre = {5, 0}, .plane = plane_yz};

    const auto on_xz = ArcPath(xz, 0.5).point(16.0), on_yz = ArcPath(yz, 0.5).point(16.0);

    EXPECT_NEAR(std::hypot(on_xz[0] - 5, on_xz[2]), 5.0, 1e-12);
    EXPECT_GT(on_xz[1], 7.0);
    EXPECT_NEAR(std::hypot(on_yz[1] - 5, on_yz[2]), 5.0, 1e-12);
    EXPECT_GT(on_yz[0], 7.0);
}

TEST(ArcPath, tiny_arcs_are_one_stroke) {
    const Arc arc{.from = {0, 0, 0}, .to = {0.1, 0.1, 0}, .centre = {0.1, 0}};

    EXPECT_EQ(ArcPath(arc, 1.0).strokes(), 1.0);
    EXPECT_EQ(ArcPath(arc, 1.0).point(1.0), arc.to);
}

TEST(ArcPath, absurd_numbers_are_seen_in_the_number_of_strokes) {
    const double huge = std::numeric_limits<double>::max();
    const Arc arc{.from = {0, 0, 0}, .to = {1, 1, 0}, .centre = {huge, huge}};

    EXPECT_FALSE(ArcPath(arc, 1.0).strokes() <= 1e6);
}

}  // namespace
}  // namespace escapement::modules
