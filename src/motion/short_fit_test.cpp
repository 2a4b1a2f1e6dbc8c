// Short runs: the same on every processor, never longer than can be, served where one is found.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/short_fit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "motion/add_trials.hpp"

namespace escapement::motion {
namespace {

struct Steps {
    std::vector<double> clocks, earliest, latest;

    // With room to read whole blocks.
    FirstSteps list(std::size_t count) const {
        return {{earliest.data(), latest.data(), count}, clocks.data()};
    }
};

Steps random_steps(std::mt19937& random, std::size_t count) {
    Steps steps;
    const double wide = 1.0 + random() % 300;
    const double interval = 1000.0 + random() % 5000, add = random() % 21 - 10.0;
    for (std::size_t k = 1; k <= count; ++k) {
        const auto at = static_cast<double>(k);
        const double exact = std::floor(at * interval + 0.5 * at * (at - 1.0) * add * 0.99);
        steps.clocks.push_back(exact + std::floor(std::sin(0.2 * at) * wide));
        steps.earliest.push_back(steps.clocks.back() - std::floor(0.01 * (random() % 100) * wide));
        steps.latest.push_back(steps.clocks.back() + std::floor(0.01 * (random() % 100) * wide));
    }
    for (auto* list : {&steps.clocks, &steps.earliest, &steps.latest})
        list->resize(ShortRun::most_steps);
    return steps;
}

void expect_same_as_anywhere(decltype(fit_short_run)& fit_here) {
    std::mt19937 random(4);
    for (int n = 0; n < 2000; ++n) {
        const std::size_t count = 1 + random() % ShortRun::most_steps;
        const Steps steps = random_steps(random, count);
        const double start = random() % 5;

        const ShortRun here = fit_here(steps.list(count), start);

        const ShortRun there = detail::short_run_anywhere(steps.list(count), start);
        ASSERT_EQ(here.count, there.count) << n;
        ASSERT_EQ(here.found, there.found) << n;
        ASSERT_EQ(here.add, there.add) << n;
        ASSERT_EQ(here.interval, there.interval) << n;
        ASSERT_EQ(here.adds.least, there.adds.least) << n;
        ASSERT_EQ(here.adds.most, there.adds.most) << n;
    }
}

bool serves(const Steps& steps, std::size_t count, double interval, double add) {
    for (std::size_t i = 0; i < count; ++i) {
        const auto k = static_cast<double>(i + 1);
        const double clock = k * interval + 0.5 * k * (k - 1.0) * add;
        if (clock < steps.earliest[i] || clock > steps.latest[i]) return false;
    }
    return true;
}

// Some pair with this add.
bool serves(const Steps& steps, std::size_t count, double add) {
    for (double interval = steps.earliest[0]; interval <= steps.latest[0]; ++interval)
        if (serves(steps, count, interval, add)) return true;
    return false;
}

TEST(ShortFit, is_the_same_with_wide_registers) {
#if defined(__x86_64__)
    if (detail::has_avx2()) expect_same_as_anywhere(detail::short_run_avx2);
    if (detail::has_avx512()) expect_same_as_anywhere(detail::short_run_avx512);
#endif
    expect_same_as_anywhere(fit_short_run);
}

TEST(ShortFit, finds_pairs_that_serve_all_they_are_said_to) {
    std::mt19937 random(7);
    int found = 0, all = 0;
    for (int n = 0; n < 2000; ++n) {
        const std::size_t count = 1 + random() % ShortRun::most_steps;
        const Steps steps = random_steps(random, count);

        const ShortRun run = fit_short_run(steps.list(count), 0.0);

        ASSERT_LE(run.count, count);
        all += run.count == count ? 1 : 0;
        if (!run.found) continue;
        ++found;
        ASSERT_TRUE(serves(steps, run.count, run.interval, run.add)) << n;
    }
    EXPECT_GT(found, 1400);
    EXPECT_LT(all, 1500);
}

TEST(ShortFit, rules_out_only_adds_that_serve_less) {
    std::mt19937 random(9);
    int ruled_out = 0;
    for (int n = 0; n < 200; ++n) {
        const Steps steps = random_steps(random, 20);

        const ShortRun run = fit_short_run(steps.list(20), 0.0);

        for (double add = -60.0; add <= 60.0; ++add) {
            ASSERT_FALSE(run.count < 20 && serves(steps, run.count + 1, add)) << n;
            if (run.count == 1 || (add >= run.adds.least && add <= run.adds.most)) continue;
            ++ruled_out;
            ASSERT_FALSE(serves(steps, run.count, add)) << n << " " << add;
        }
    }
    EXPECT_GT(ruled_out, 5'000);
}

TEST(ShortFit, takes_the_exact_clock_of_a_step_that_goes_alone) {
    Steps steps{{50'000.0, 200'000.0}, {49'000.0, 199'000.0}, {51'000.0, 201'000.0}};
    for (auto* list : {&steps.clocks, &steps.earliest, &steps.latest}) list->resize(8);

    const ShortRun run = fit_short_run(steps.list(2), 100.0);

    EXPECT_EQ(run.count, 1u);
    EXPECT_EQ(run.interval, 49'900.0);
}

}  // namespace
}  // namespace escapement::motion
