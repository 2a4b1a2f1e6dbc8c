// Planes through points.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/least_squares.hpp"

#include <gtest/gtest.h>

namespace escapement::modules {
namespace {

TEST(LeastSquares, finds_the_plane_that_points_lie_on) {
    const auto plane = least_squares({{1, 0, 0}, {1, 10, 0}, {1, 0, 10}, {1, 10, 10}},
                                     {0.5, 1.5, 0.0, 1.0},
                                     Undetermined::refused);

    ASSERT_TRUE(plane);
    EXPECT_NEAR((*plane)[0], 0.5, 1e-12);
    EXPECT_NEAR((*plane)[1], 0.1, 1e-12);
    EXPECT_NEAR((*plane)[2], -0.05, 1e-12);
}

TEST(LeastSquares, lies_between_points_that_are_on_no_plane) {
    const auto mean = least_squares({{1}, {1}, {1}}, {1.0, 2.0, 6.0}, Undetermined::refused);

    ASSERT_TRUE(mean);
    EXPECT_NEAR((*mean)[0], 3.0, 1e-12);
}

TEST(LeastSquares, refuses_what_the_points_leave_open) {
    const std::vector<std::vector<double>> on_a_line{{1, 0, 5}, {1, 10, 5}, {1, 20, 5}};

    EXPECT_FALSE(least_squares(on_a_line, {1, 2, 3}, Undetermined::refused));
}

TEST(LeastSquares, takes_it_for_zero_if_that_is_allowed) {
    const std::vector<std::vector<double>> on_a_line{{1, 0, 0}, {1, 10, 0}};

    const auto plane = least_squares(on_a_line, {1, 2}, Undetermined::zero);

    ASSERT_TRUE(plane);
    EXPECT_NEAR((*plane)[0], 1.0, 1e-12);
    EXPECT_NEAR((*plane)[1], 0.1, 1e-12);
    EXPECT_EQ((*plane)[2], 0.0);
}

}  // namespace
}  // namespace escapement::modules
