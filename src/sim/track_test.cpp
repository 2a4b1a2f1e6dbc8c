// Claims about turning steps into lines.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/track.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace escapement::sim {
namespace {

// Walks in microsteps, rounding both axes, pushing filament when asked to.
struct Walker {
    Track track;
    double x = 0, y = 0, e = 0;

    void walk(double to_x, double to_y, bool push) {
        const double length = std::hypot(to_x - x, to_y - y);
        const int n = static_cast<int>(length / 0.01);
        for (int i = 1; i <= n; ++i) {
            const double px = x + (to_x - x) * i / n, py = y + (to_y - y) * i / n;
            if (push && i % 20 == 0) e += 0.01;
            track.stepped(
                {std::round(px / 0.0125) * 0.0125, std::round(py / 0.0125) * 0.0125, 0.2, e});
        }
        x = to_x;
        y = to_y;
    }
};

TEST(Track, a_straight_walk_is_one_line) {
    Walker walker;

    walker.walk(50, 31, true);
    walker.track.finish();

    ASSERT_EQ(walker.track.points().size(), 2u);
    EXPECT_NEAR(walker.track.points()[1].x, 50, 0.05);
    EXPECT_TRUE(walker.track.points()[1].extruding);
}

TEST(Track, corners_are_kept) {
    Walker walker;

    walker.walk(20, 0, true);
    walker.walk(20, 20, true);
    walker.walk(0, 20, true);
    walker.track.finish();

    const auto& points = walker.track.points();
    ASSERT_EQ(points.size(), 4u);
    EXPECT_NEAR(points[1].x, 20, 0.05);
    EXPECT_NEAR(points[1].y, 0, 0.05);
    EXPECT_NEAR(points[2].y, 20, 0.05);
}

TEST(Track, a_walk_without_filament_is_a_travel) {
    Walker walker;

    walker.walk(20, 5, false);
    walker.track.finish();

    ASSERT_EQ(walker.track.points().size(), 2u);
    EXPECT_FALSE(walker.track.points()[1].extruding);
}

}  // namespace
}  // namespace escapement::sim
