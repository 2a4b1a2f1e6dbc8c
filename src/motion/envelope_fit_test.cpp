// The region of fitting pairs against trying all pairs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/envelope_fit.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace escapement::motion::testing {
namespace {

bool fits(const IntervalAndAdd& pair, const std::vector<StepWindow>& windows) {
    std::int64_t k = 0;
    for (const StepWindow& window : windows) {
        ++k;
        const std::int64_t ticks = k * pair.interval + k * (k - 1) / 2 * pair.add;
        if (ticks < window.earliest || ticks > window.latest) return false;
    }
    return true;
}

bool any_pair_fits(const std::vector<StepWindow>& windows) {
    for (std::int64_t interval = windows[0].earliest; interval <= windows[0].latest; ++interval)
        for (std::int64_t add = -150; add <= 150; ++add)
            if (fits({interval, add}, windows)) return true;
    return false;
}

TEST(FitRegion, holds_a_whole_pair_exactly_when_some_pair_fits) {
    std::mt19937 random(3);
    const auto up_to = [&](int n) { return static_cast<std::int64_t>(random() % (n + 1u)); };
    int found = 0, exhausted = 0;
    for (int n = 0; n < 3000; ++n) {
        FitRegion region;
        std::vector<StepWindow> windows;
        const int slack = static_cast<int>(up_to(8)), jitter = static_cast<int>(up_to(5));
        const std::int64_t add = up_to(20) - 10, interval = 100 + up_to(100);
        for (std::int64_t k = 1; k < 20; ++k) {
            const std::int64_t exact =
                k * interval + k * (k - 1) / 2 * add + up_to(jitter) + (up_to(20) == 0 ? 9 : 0);
            windows.push_back({exact - up_to(slack), exact + up_to(slack)});
            bool left = true;
            if (k == 1)
                region.start(windows[0]);
            else
                left = region.narrow(k, windows.back());
            const auto pair = left ? region.whole_pair() : std::nullopt;
            ASSERT_EQ(pair.has_value(), any_pair_fits(windows)) << n << " " << k;
            if (!pair) {
                ++exhausted;
                break;
            }
            ASSERT_TRUE(fits(*pair, windows));
            ++found;
        }
    }
    EXPECT_GT(found, 10'000);
    EXPECT_GT(exhausted, 1000);
}

TEST(FitRegion, widens_again_to_what_it_was) {
    FitRegion region;
    std::vector<StepWindow> windows{{990, 1010}};
    region.start(windows[0]);
    for (std::int64_t k = 2; k <= 10; ++k) {
        windows.push_back({k * 1000 - 10, k * 1000 + 10});
        ASSERT_TRUE(region.narrow(k, windows.back()));
    }
    ASSERT_FALSE(region.narrow(11, {11'100, 11'110}));

    region.widen_again();

    const auto pair = region.whole_pair();
    ASSERT_TRUE(pair);
    EXPECT_TRUE(fits(*pair, windows));
    EXPECT_TRUE(region.narrow(11, {10'990, 11'010}));
}

TEST(FitRegion, keeps_its_precision_over_the_longest_runs) {
    FitRegion region;
    region.start({56'000, 56'500});
    for (std::int64_t k = 2; k <= 65'535; ++k)
        ASSERT_TRUE(region.narrow(k, {k * 56'250 - 1, k * 56'250 + 1})) << k;

    const auto pair = region.whole_pair();

    ASSERT_TRUE(pair);
    EXPECT_EQ(pair->interval, 56'250);
    EXPECT_EQ(pair->add, 0);
}

}  // namespace
}  // namespace escapement::motion::testing
