// Several times at a time are the same as one after the other.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/passage_loops.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace escapement::motion {
namespace {

constexpr Grid grid{.origin = 1.0, .spacing = 0.25, .first = 0.5, .way = 1.0};
constexpr TimeRange wide{0.0, 100.0};

TEST(PassageLoops, find_the_roots_of_a_constant_acceleration_in_lists_of_any_length) {
    const SlowEnd end{.time = 0.5,
                      .position = 1.0,
                      .away = 1.0,
                      .speed = 2.0,
                      .acceleration = 3.0,
                      .time_sign = 1.0};
    for (std::size_t count = 0; count < 20; ++count) {
        std::vector<double> times(count);
        accelerated_passages(end, grid, wide, times);
        for (std::size_t i = 0; i < count; ++i) {
            const double distance = grid.at(i) - 1.0;
            const double root = (std::sqrt(4.0 + 6.0 * distance) - 2.0) / 3.0;
            ASSERT_NEAR(times[i], 0.5 + root, 1e-14);
        }
    }
}

TEST(PassageLoops, find_times_from_a_cubic_in_the_position) {
    std::vector<double> times(11);
    inverse_passages({1.0, {0.1, 0.2, 0.3, 0.4}}, grid, wide, times);
    for (std::size_t i = 0; i < times.size(); ++i) {
        const double s = grid.at(i) - 1.0;
        ASSERT_NEAR(times[i], 0.1 + s * (0.2 + s * (0.3 + s * 0.4)), 1e-14);
    }
}

TEST(PassageLoops, hold_times_within_their_range) {
    std::vector<double> times(9);

    inverse_passages({1.0, {0.0, 1.0, 0.0, 0.0}}, grid, {0.5, 0.75}, times);

    EXPECT_EQ(times.front(), 0.5);
    EXPECT_EQ(times.back(), 0.75);
}

TEST(PassageLoops, report_the_greatest_change_of_the_times_asked_for_only) {
    const Polynomial line{{1.0, 2.0}};
    std::vector<double> times(3, 0.0);

    const double change = newton_step(line, grid, wide, times);

    EXPECT_DOUBLE_EQ(change, 0.3125);  // the third position is 0.625 away
    for (std::size_t i = 0; i < times.size(); ++i)
        EXPECT_DOUBLE_EQ(times[i], (grid.at(i) - 1.0) / 2.0);
    EXPECT_EQ(newton_step(line, grid, wide, times), 0.0);
}

TEST(PassageLoops, leave_no_number_behind_that_is_none_where_the_slope_is_zero) {
    std::vector<double> times(1, 0.0);

    newton_step({{0.0, 0.0, 1.0}}, grid, wide, times);

    EXPECT_TRUE(std::isfinite(times[0]));
}

}  // namespace
}  // namespace escapement::motion
