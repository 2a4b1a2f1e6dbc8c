// Blends of a trajectory's axes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/blend_path.hpp"

#include <gtest/gtest.h>

namespace escapement::motion {
namespace {

// From (10, 20, 0) two millimetres along x and y each, at 1 mm/s along the way.
Segment diagonal() {
    return {.start = PrintTime{Seconds{1.0}},
            .cruising = Seconds{2.0},
            .from = {{10.0}, {20.0}, {0.0}},
            .direction = {1.0, 1.0, 0.0},
            .cruise_speed = {1.0}};
}

TEST(BlendPath, lies_at_a_distance_from_its_blend) {
    Trajectory trajectory;
    const auto path = blend_path({-1.0, 0.5, 0.0}, trajectory, {}, Length{100.0});
    trajectory.segments().append(diagonal());

    std::vector<Piece> pieces;
    path->advance(PrintTime{Seconds{10.0}}, pieces);

    EXPECT_EQ(path->at({{10.0}, {20.0}, {7.0}}), Length{100.0});
    ASSERT_EQ(pieces.size(), 1u);
    EXPECT_DOUBLE_EQ(pieces[0].position.at(0.0), 100.0);
    EXPECT_DOUBLE_EQ(pieces[0].position.at(2.0), 99.0);
}

TEST(BlendPath, stands_still_without_a_share) {
    Trajectory trajectory;
    const auto path = blend_path({0.0, 0.0, 0.0}, trajectory, {}, Length{100.0});
    trajectory.segments().append(diagonal());

    std::vector<Piece> pieces;
    path->advance(PrintTime{Seconds{10.0}}, pieces);

    EXPECT_TRUE(pieces.empty());
    EXPECT_FALSE(path->first_motion(PrintTime{Seconds{10.0}}));
    EXPECT_EQ(path->at({{10.0}, {20.0}, {7.0}}), Length{100.0});
}

}  // namespace
}  // namespace escapement::motion
