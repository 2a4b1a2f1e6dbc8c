// Finding the lowest place of a valley.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/coordinate_descent.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "runtime/clock.hpp"

namespace escapement::modules {
namespace {

std::vector<double> descend(std::vector<double> from, std::size_t adjustable, ErrorOf error) {
    runtime::VirtualClock clock;
    runtime::Executor executor(clock);
    std::vector<double> best;
    bool ended = false;
    const auto keep = [&]() -> runtime::Task<> {
        auto descending = coordinate_descent(executor, from, adjustable, error);
        best = co_await descending;
    };
    executor.spawn(keep(), [&](std::exception_ptr) { ended = true; });
    runtime::Actor* const actors[] = {&executor};
    runtime::drive(clock, actors, ended);
    return best;
}

double bowl(const std::vector<double>& at) {
    return std::pow(at[0] - 3.0, 2.0) + 2.0 * std::pow(at[1] + 1.0, 2.0) + at[2] * at[2];
}

TEST(CoordinateDescent, finds_the_least_error) {
    const auto best = descend({0.0, 0.0, 5.0}, 3, bowl);

    ASSERT_EQ(best.size(), 3u);
    EXPECT_NEAR(best[0], 3.0, 1e-4);
    EXPECT_NEAR(best[1], -1.0, 1e-4);
    EXPECT_NEAR(best[2], 0.0, 1e-4);
}

TEST(CoordinateDescent, leaves_alone_what_is_not_adjustable) {
    const auto best = descend({0.0, 0.0, 5.0}, 2, bowl);

    EXPECT_NEAR(best[0], 3.0, 1e-4);
    EXPECT_EQ(best[2], 5.0);
}

TEST(CoordinateDescent, ends_where_nothing_helps) {
    const auto best = descend({1.0}, 1, [](const auto&) { return 7.0; });

    EXPECT_EQ(best[0], 1.0);
}

}  // namespace
}  // namespace escapement::modules
