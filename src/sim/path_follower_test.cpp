// Claims about noticing that a nozzle leaves its path.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/path_follower.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace escapement::sim {
namespace {

constexpr double microstep = 0.0125;
const PathFollower::Tolerance tolerance{{microstep, microstep, microstep}, 25e-6};

void walk(PathFollower& follower, PathPoint from, PathPoint to) {
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    const int n = static_cast<int>(length / 0.01) + 1;
    for (int i = 1; i <= n; ++i) {
        const double x = from.x + (to.x - from.x) * i / n, y = from.y + (to.y - from.y) * i / n;
        follower.stepped({std::round(x / microstep) * microstep,
                          std::round(y / microstep) * microstep,
                          from.z,
                          0},
                         100);
    }
}

PathFollower begun(std::vector<PathPoint> path) {
    PathFollower follower(std::move(path), tolerance);
    follower.begin({});
    return follower;
}

TEST(PathFollower, is_content_with_a_nozzle_that_keeps_to_its_path) {
    auto follower = begun({{0, 0, 0}, {10, 0, 0}, {10, 10, 0}, {0, 0, 0}});

    walk(follower, {0, 0, 0}, {10, 0, 0});
    walk(follower, {10, 0, 0}, {10, 10, 0});
    walk(follower, {10, 10, 0}, {0, 0, 0});

    EXPECT_EQ(follower.worst_excess(), 0.0);
    EXPECT_LT(follower.worst()[0], microstep);
    EXPECT_TRUE(follower.finished());
}

TEST(PathFollower, follows_a_line_back_and_forth) {
    auto follower = begun({{0, 0, 0}, {10, 0, 0}, {0, 0, 0}, {10, 0, 0}});

    walk(follower, {0, 0, 0}, {10, 0, 0});
    walk(follower, {10, 0, 0}, {0, 0, 0});
    walk(follower, {0, 0, 0}, {10, 0, 0});

    EXPECT_EQ(follower.worst_excess(), 0.0);
    EXPECT_TRUE(follower.finished());
}

TEST(PathFollower, notices_a_corner_cut) {
    auto follower = begun({{0, 0, 0}, {10, 0, 0}, {10, 10, 0}});

    walk(follower, {0, 0, 0}, {9, 0, 0});
    walk(follower, {9, 0, 0}, {10, 1, 0});
    walk(follower, {10, 1, 0}, {10, 10, 0});

    EXPECT_GT(follower.worst_excess(), 0.3);
}

TEST(PathFollower, notices_a_line_left_out) {
    auto follower = begun({{0, 0, 0}, {10, 0, 0}, {10, 5, 0}, {10, 0, 0}, {20, 0, 0}});

    walk(follower, {0, 0, 0}, {20, 0, 0});

    EXPECT_GT(follower.worst_excess(), 1.0);
    EXPECT_FALSE(follower.finished());
}

TEST(PathFollower, follows_a_narrow_spike) {
    auto follower = begun({{0, 0, 0}, {10, 0, 0}, {0, 0.1, 0}, {0, 10, 0}});

    walk(follower, {0, 0, 0}, {10, 0, 0});
    walk(follower, {10, 0, 0}, {0, 0.1, 0});
    walk(follower, {0, 0.1, 0}, {0, 10, 0});

    EXPECT_EQ(follower.worst_excess(), 0.0);
    EXPECT_TRUE(follower.finished());
}

TEST(PathFollower, passes_lines_shorter_than_a_step) {
    std::vector<PathPoint> path;
    for (int i = 0; i <= 1000; ++i) path.push_back({i * 0.003, 0, 0});
    auto follower = begun(path);

    walk(follower, {0, 0, 0}, {3, 0, 0});

    EXPECT_EQ(follower.worst_excess(), 0.0);
    EXPECT_TRUE(follower.finished());
}

TEST(PathFollower, takes_the_offset_of_homing_out) {
    PathFollower follower({{0, 0, 0}, {10, 0, 0}}, tolerance);
    follower.begin({1, 0, 0});

    walk(follower, {1, 0, 0}, {11, 0, 0});

    EXPECT_EQ(follower.worst_excess(), 0.0);
}

}  // namespace
}  // namespace escapement::sim
