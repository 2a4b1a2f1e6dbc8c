// Constant intervals along rows: the formula against looking at every step.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/even_fit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

namespace escapement::motion {
namespace {

std::int64_t count_served(const WaitingSteps::EvenPart& part,
                          double start,
                          std::int64_t k,
                          double interval) {
    for (std::int64_t i = 0; i < part.row.count; ++i) {
        const double clock = start + static_cast<double>(k + i) * interval;
        const auto [earliest, latest] = part.window_of(i);
        if (clock < earliest || clock > latest) return i;
    }
    return part.row.count;
}

TEST(EvenFit, keeps_the_intervals_that_serve_most) {
    std::mt19937 random(12);
    int whole = 0;
    for (int n = 0; n < 1000; ++n) {
        const double apart = std::pow(10.0, 1.0 + 0.001 * (random() % 3000)) +
                             (random() % 3 == 0 ? 0.0 : 1e-3 * (random() % 1000));
        const auto k = static_cast<std::int64_t>(1 + random() % 200);
        const auto count = static_cast<std::int64_t>(1 + random() % 2000);
        const double start = random() % 50;
        const WaitingSteps::EvenPart part{
            {start + 1e-3 * (random() % 1000), static_cast<double>(k), apart, count},
            {static_cast<std::uint32_t>(random() % 500),
             static_cast<std::uint32_t>(random() % 500)}};
        const IntervalRange given{std::floor(apart) - random() % 20,
                                  std::floor(apart) + random() % 20};

        IntervalRange kept = given;
        const std::int64_t served = serve_row(part, start, k, kept);

        std::int64_t most = 0;
        for (double i = given.least; i <= given.most; ++i)
            most = std::max(most, count_served(part, start, k, i));
        ASSERT_EQ(served, most) << n;
        if (most == 0) continue;
        for (double i = given.least; i <= given.most; ++i)
            ASSERT_EQ(i >= kept.least && i <= kept.most, count_served(part, start, k, i) == most)
                << n << " " << i;
        whole += served == count ? 1 : 0;
    }
    EXPECT_GT(whole, 200);
    EXPECT_LT(whole, 900);
}

// Any parabola that is bent by whole numbers leaves the windows before that.
TEST(EvenFit, knows_how_many_steps_are_too_many_to_bend) {
    for (const std::uint32_t window : {1u, 10u, 400u, 4500u}) {
        const WaitingSteps::EvenPart part{{0.0, 0.0, 20'000.0, 1}, {window, window}};
        const auto many = static_cast<double>(too_many_to_bend(part));

        // The best parabola touches both borders: depth add (n - 1)^2 / 8.
        EXPECT_GT((many - 1.0) * (many - 1.0) / 8.0, 2.0 * window + 1.0);
        EXPECT_LT((many - 5.0) * (many - 5.0) / 8.0, 2.0 * window + 1.0);
    }
}

}  // namespace
}  // namespace escapement::motion
