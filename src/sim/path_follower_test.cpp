// Claims about noticing that a nozzle leaves its path.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/path_follower.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace escapement::sim {
namespace {

constexpr double microstep = 0.0125;
const PathFollower::Tolerance tolerance{
    .microstep = {microstep, microstep, microstep},
    .motors = {{{1, 0, 0}, microstep}, {{0, 1, 0}, microstep}, {{0, 0, 1}, microstep}}};

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

PathFollower begun(const std::vector<PathPoint>& path) {
    PathFollower follower(tolerance);
    follower.begin(path.front(), {});
    for (const PathPoint& point : path) follower.append(point);
    return follower;
}

// Nothing to complain about once the nozzle has stopped.
bool content(PathFollower& follower) {
    follower.end();
    return follower.worst_excess() == 0.0 && follower.short_of_end() == 0.0 &&
           follower.lines_done() == follower.lines();
}

TEST(PathFollower, is_content_with_a_nozzle_that_keeps_to_its_path) {
    auto follower = begun({{0, 0, 0}, {10, 0, 0}, {10, 10, 0}, {0, 0, 0}});

    walk(follower, {0, 0, 0}, {10, 0, 0});
    walk(follower, {10, 0, 0}, {10, 10, 0});
    walk(follower, {10, 10, 0}, {0, 0, 0});

    EXPECT_LT(follower.worst()[0], microstep);
    EXPECT_TRUE(content(follower));
}

TEST(PathFollower, follows_a_line_back_and_forth) {
    auto follower = begun({{0, 0, 0}, {10, 0, 0}, {0, 0, 0}, {10, 0, 0}});

    walk(follower, {0, 0, 0}, {10, 0, 0});
    walk(follower, {10, 0, 0}, {0, 0, 0});
    walk(follower, {0, 0, 0}, {10, 0, 0});

    EXPECT_TRUE(content(follower));
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
}

TEST(PathFollower, follows_a_narrow_spike) {
    auto follower = begun({{0, 0, 0}, {10, 0, 0}, {0, 0.1, 0}, {0, 10, 0}});

    walk(follower, {0, 0, 0}, {10, 0, 0});
    walk(follower, {10, 0, 0}, {0, 0.1, 0});
    walk(follower, {0, 0.1, 0}, {0, 10, 0});

    EXPECT_TRUE(content(follower));
}

TEST(PathFollower, passes_lines_shorter_than_a_step) {
    std::vector<PathPoint> path;
    for (int i = 0; i <= 1000; ++i) path.push_back({i * 0.003, 0, 0});
    auto follower = begun(path);

    walk(follower, {0, 0, 0}, {3, 0, 0});

    EXPECT_TRUE(content(follower));
}

TEST(PathFollower, follows_wild_moves_of_a_few_steps_and_what_comes_after) {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> apart(-0.03, 0.03);
    std::vector<PathPoint> path{{50, 50, 0}};
    for (int i = 0; i < 300; ++i)
        path.push_back({path.back().x + apart(random), path.back().y + apart(random), 0});
    path.push_back({60, 50, 0});
    auto follower = begun(path);

    for (std::size_t i = 1; i < path.size(); ++i) walk(follower, path[i - 1], path[i]);

    EXPECT_TRUE(content(follower));
}

TEST(PathFollower, takes_the_offset_of_homing_out) {
    PathFollower follower(tolerance);
    follower.begin({0, 0, 0}, {1, 0, 0});
    follower.append({10, 0, 0});

    walk(follower, {1, 0, 0}, {11, 0, 0});

    EXPECT_TRUE(content(follower));
}

TEST(PathFollower, takes_lines_while_the_nozzle_is_on_its_way) {
    auto follower = begun({{0, 0, 0}, {10, 0, 0}});

    walk(follower, {0, 0, 0}, {10, 0, 0});
    follower.append({10, 10, 0});
    walk(follower, {10, 0, 0}, {10, 10, 0});

    EXPECT_TRUE(content(follower));
}

TEST(PathFollower, notices_two_microsteps_beside_the_path) {
    auto follower = begun({{0, 0, 0}, {10, 0, 0}, {20, 0, 0}});

    walk(follower, {0, 0, 0}, {10, 0, 0});
    walk(follower, {10, 2 * microstep, 0}, {12, 2 * microstep, 0});
    walk(follower, {12, 0, 0}, {20, 0, 0});

    EXPECT_GT(follower.worst_excess(), 0.5 * microstep);
    EXPECT_EQ(follower.worst_line(), 2u);
    EXPECT_NEAR(follower.worst()[1], 2 * microstep, 1e-6);
}

TEST(PathFollower, permits_more_the_faster_the_nozzle_is) {
    auto slow = begun({{0, 0, 0}, {10, 0, 0}}), fast = begun({{0, 0, 0}, {10, 0, 0}});
    const Pose beside{0, 1.2 * microstep, 0, 0};

    slow.stepped(beside, 10);
    fast.stepped(beside, 300);

    EXPECT_GT(slow.worst_excess(), 0.0);
    EXPECT_EQ(fast.worst_excess(), 0.0);
}

TEST(PathFollower, notices_a_step_that_is_missing_at_rest) {
    auto follower = begun({{0, 0, 0}, {10, 0, 0}});

    walk(follower, {0, 0, 0}, {10 - microstep, 0, 0});
    follower.end();

    EXPECT_NEAR(follower.short_of_end(), microstep, 1e-9);
}

TEST(PathFollower, notices_a_last_move_that_was_not_made) {
    auto follower = begun({{0, 0, 0}, {10, 0, 0}, {10, 10, 0}});

    walk(follower, {0, 0, 0}, {10, 0, 0});
    follower.end();

    EXPECT_NEAR(follower.short_of_end(), 10, 1e-9);
    EXPECT_EQ(follower.lines_done(), 1u);
}

TEST(PathFollower, notices_a_detour_that_was_not_made) {
    auto follower = begun({{0, 0, 0}, {10, 0, 0}, {10, 10, 0}, {10, 0, 0}});

    walk(follower, {0, 0, 0}, {10, 0, 0});

    EXPECT_FALSE(content(follower));
    EXPECT_LT(follower.lines_done(), follower.lines());
}

TEST(PathFollower, judges_each_stretch_by_itself) {
    PathFollower follower(tolerance);
    follower.begin({0, 0, 0}, {});
    follower.append({5, 0, 0});
    walk(follower, {0, 0, 0}, {5, 0, 0});
    follower.end();

    walk(follower, {5, 0, 0}, {0, 0, 0});  // homing
    follower.begin({100, 0, 0}, {-100, 0, 0});
    follower.append({103, 0, 0});
    walk(follower, {0, 0, 0}, {3, 0, 0});

    EXPECT_TRUE(content(follower));
    EXPECT_EQ(follower.lines(), 2u);
}

TEST(PathFollower, forgives_a_nozzle_half_a_step_beside_until_the_stretch_ends) {
    constexpr double beside = 1.4 * microstep;
    const auto excess_beside = [](PathFollower& follower) {
        follower.append({1, 0, 0});
        for (int i = 0; i <= 100; ++i) follower.stepped({0.01 * i, beside, 0, 0}, 0.0);
        return follower.worst_excess();
    };
    PathFollower follower(tolerance);

    follower.begin({0, 0, 0}, {});
    follower.forgive_half_a_step();
    EXPECT_EQ(excess_beside(follower), 0.0);

    follower.begin({0, 0, 0}, {});
    EXPECT_NEAR(excess_beside(follower), 0.4 * microstep, 1e-6);
    EXPECT_EQ(follower.forgiven(), 0.5);
}

TEST(PathFollower, does_not_judge_what_nobody_knows) {
    auto follower = begun({{0, 0, 0}, {5, 0, 0}});
    follower.leave_open();

    walk(follower, {0, 0, 0}, {5, 0, 0});
    walk(follower, {5, 0, 0}, {5, 20, 0});

    EXPECT_FALSE(follower.judging());
    EXPECT_TRUE(content(follower));
}

}  // namespace
}  // namespace escapement::sim
