// Several times at a time are the same as one after the other.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/passage_loops.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <span>
#include <vector>

namespace escapement::motion {
namespace {

constexpr Grid grid{.origin = 1.0, .spacing = 0.25, .first = 0.5, .way = 1.0};
constexpr TimeRange wide{0.0, 100.0};
constexpr Polynomial bent{{1.0, 2.0, 1.5, 0.1, -0.02, 0.003}};

// A list of that many times, with room for the rest of a block.
std::span<double> list_in(std::vector<double>& room, std::size_t count) {
    room.assign(count + passage_block - 1, 0.0);
    return {room.data(), count};
}

TEST(PassageLoops, find_the_roots_of_a_constant_acceleration_in_lists_of_any_length) {
    const QuadraticSpan span{7.0, {0.0, 100.0}, 1.0, 2.0, 1.5};
    std::vector<double> room;
    for (std::size_t count = 0; count < 20; ++count) {
        const auto times = list_in(room, count);
        quadratic_passages(span, grid, times);
        for (std::size_t i = 0; i < count; ++i) {
            const double distance = grid.at(i) - 1.0;
            const double root = (std::sqrt(4.0 + 6.0 * distance) - 2.0) / 3.0;
            ASSERT_NEAR(times[i], 7.0 + root, 1e-14);
        }
    }
}

TEST(PassageLoops, hold_times_within_their_range) {
    std::vector<double> room;
    const auto times = list_in(room, 9);

    quadratic_passages({10.0, {0.1, 0.5}, 1.0, 2.0, 1.5}, grid, times);

    EXPECT_EQ(times.front(), 10.1);
    EXPECT_EQ(times.back(), 10.5);
}

TEST(PassageLoops, settle_on_a_path_of_higher_degree_with_each_correction) {
    const CorrectedSpan span{{7.0, {0.0, 1.5}, 1.0, 2.0, 1.5}, bent, 0};
    double before = 1.0;
    for (const int corrections : {0, 1, 2, 3}) {
        std::vector<double> room;
        const auto times = list_in(room, 11);
        CorrectedSpan corrected = span;
        corrected.corrections = corrections;
        corrected_passages(corrected, grid, times);
        double worst = 0.0;
        for (std::size_t i = 0; i < times.size(); ++i)
            worst = std::max(worst, std::abs(bent.at(times[i] - 7.0) - grid.at(i)));
        EXPECT_LT(worst, corrections == 0 ? 1.0 : std::max(before * before, 1e-14));
        before = worst;
    }
}

TEST(PassageLoops, report_the_greatest_change_of_the_times_asked_for_only) {
    const Polynomial line{{1.0, 2.0}};
    std::vector<double> room;
    const auto times = list_in(room, 3);

    const double change = newton_step(line, grid, wide, times);

    EXPECT_DOUBLE_EQ(change, 0.3125);  // the third position is 0.625 away
    for (std::size_t i = 0; i < times.size(); ++i)
        EXPECT_DOUBLE_EQ(times[i], (grid.at(i) - 1.0) / 2.0);
    EXPECT_EQ(newton_step(line, grid, wide, times), 0.0);
}

TEST(PassageLoops, leave_no_number_behind_that_is_none_where_the_slope_is_zero) {
    std::vector<double> room;
    const auto times = list_in(room, 1);

    newton_step({{0.0, 0.0, 1.0}}, grid, wide, times);

    EXPECT_TRUE(std::isfinite(times[0]));
}

TEST(PassageLoops, are_the_same_to_the_last_bit_on_every_processor) {
    std::mt19937 random(17);
    std::uniform_real_distribution<double> u(0.0, 1.0);
    const detail::PassageLoops& best = detail::best_loops();
    std::vector<double> room, other_room;
    for (int n = 0; n < 2000; ++n) {
        const double way = n % 2 == 0 ? 1.0 : -1.0, bend = way * (u(random) - 0.3);
        const Grid positions{u(random), 0.01 + 0.1 * u(random), 10.0 * u(random), way};
        const QuadraticSpan span{n * u(random), {0.0, 1.0}, u(random), 2.0 * way, bend};
        const CorrectedSpan corrected{span, {{span.c0, span.c1, bend, 0.1 * u(random)}}, 2};
        const auto times = list_in(room, random() % 30), others = list_in(other_room, times.size());

        best.quadratic(span, positions, times);
        detail::loops_anywhere.quadratic(span, positions, others);
        ASSERT_TRUE(std::equal(times.begin(), times.end(), others.begin()));
        best.corrected(corrected, positions, times);
        detail::loops_anywhere.corrected(corrected, positions, others);
        ASSERT_TRUE(std::equal(times.begin(), times.end(), others.begin()));
        const double change = best.newton(corrected.position, positions, wide, times);
        ASSERT_EQ(detail::loops_anywhere.newton(corrected.position, positions, wide, others),
                  change);
        ASSERT_TRUE(std::equal(times.begin(), times.end(), others.begin()));
    }
}

}  // namespace
}  // namespace escapement::motion
