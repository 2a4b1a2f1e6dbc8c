// Longest runs: every step in its window, and not one step more would fit.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/run_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "motion/envelope_fit.hpp"

namespace escapement::motion {
namespace {

using Clocks = std::vector<double>;

// Steps at these clocks, behind one at zero.
WaitingSteps waiting(const Clocks& clocks, ErrorWindow window) {
    WaitingSteps steps;
    steps.set_window(window);
    double before = 0.0;
    for (const double clock : clocks) {
        steps.append(clock, before);
        before = clock;
    }
    return steps;
}

ErrorWindow random_window(std::mt19937& random, std::uint32_t below) {
    const auto early = static_cast<std::uint32_t>(random() % below);
    return {early, static_cast<std::uint32_t>(random() % below)};
}

void expect_served(const WaitingSteps& steps, std::int64_t start, const StepRun& run) {
    ASSERT_GE(run.count, 1);
    for (std::int64_t k = 1; k <= run.count; ++k) {
        const auto window = steps.window(k);
        const auto ticks = static_cast<double>(start + run.ticks(k));
        ASSERT_LE(window.earliest, ticks) << k;
        ASSERT_GE(window.latest, ticks) << k;
        ASSERT_GT(run.ticks(k), run.ticks(k - 1)) << k;
    }
}

// Tries every interval and add for one step more than the run has.
bool longer_run_exists(const WaitingSteps& steps, std::int64_t start, std::int64_t count) {
    const auto first = steps.window(1);
    for (double interval = first.earliest - start; interval <= first.latest - start; ++interval) {
        for (double add = -400; add <= 400; ++add) {
            bool serves = true;
            for (std::int64_t step = 1; step <= count && serves; ++step) {
                const auto k = static_cast<double>(step);
                const double ticks = start + k * interval + k * (k - 1) / 2 * add;
                const auto window = steps.window(step);
                serves = window.earliest <= ticks && ticks <= window.latest;
            }
            if (serves) return true;
        }
    }
    return false;
}

// Runs for all of the steps, each compared with what another method finds.
std::size_t expect_longest_runs(WaitingSteps steps) {
    RunFit fit;
    testing::EnvelopeFit other;
    std::int64_t start = 0;
    std::size_t runs = 0;
    for (; steps.size() > 0; ++runs) {
        const StepRun run = fit.longest_run(steps, static_cast<double>(start));
        expect_served(steps, start, run);
        EXPECT_EQ(run.count, other.longest(steps, start)) << "run " << runs;
        if (::testing::Test::HasFailure()) break;
        start += run.ticks(run.count);
        steps.drop(run.count);
    }
    return runs;
}

TEST(RunFit, finds_the_longest_run_there_is) {
    std::mt19937 random(5);
    RunFit fit;
    for (int n = 0; n < 500; ++n) {
        Clocks clocks;
        double clock = 0.0, gap = 50.0 + random() % 100;
        const double growth = 0.9 + 0.002 * (random() % 100);
        for (int i = 0; i < 14; ++i) {
            clock += std::floor(gap) + random() % 4;
            gap = std::max(4.0, gap * growth);
            clocks.push_back(clock);
        }
        const WaitingSteps steps = waiting(clocks, random_window(random, 12));
        const auto start = static_cast<std::int64_t>(random() % 3);

        const StepRun run = fit.longest_run(steps, static_cast<double>(start));

        expect_served(steps, start, run);
        if (run.count < steps.size()) {
            ASSERT_FALSE(longer_run_exists(steps, start, run.count + 1)) << n;
        }
    }
}

// Speeds that change at random, as where short lines meet; from far apart to as close as can be.
TEST(RunFit, finds_runs_as_long_as_another_method_does) {
    std::mt19937 random(8);
    std::size_t runs = 0;
    for (int n = 0; n < 150; ++n) {
        Clocks clocks;
        double clock = 0.0, gap = std::pow(10.0, 0.5 + 0.01 * (random() % 400));
        while (clocks.size() < 600) {
            const double growth = 1.0 + 1e-4 * (random() % 401 - 200.0);
            const std::size_t piece = clocks.size() + 1 + random() % 40;
            if (random() % 3 == 0) gap *= 0.8 + 0.001 * (random() % 500);
            while (clocks.size() < piece) {
                gap = std::clamp(gap * growth, 1.5, 1e6);
                clocks.push_back(clock = std::floor(clock + gap + 0.001 * (random() % 1000)));
            }
        }
        runs += expect_longest_runs(waiting(clocks, random_window(random, 5000)));
        ASSERT_FALSE(HasFailure()) << n;
    }
    EXPECT_GT(runs, 3000u);
}

TEST(RunFit, finds_them_among_steps_that_follow_no_rule) {
    std::mt19937 random(21);
    for (int n = 0; n < 100; ++n) {
        Clocks clocks;
        double clock = 0.0;
        const std::uint32_t most = 1 + random() % (1u << (1 + random() % 20));
        for (int i = 0; i < 300; ++i) clocks.push_back(clock += 1 + random() % most);
        expect_longest_runs(waiting(clocks, random_window(random, 400)));
        ASSERT_FALSE(HasFailure()) << n;
    }
}

TEST(RunFit, finds_them_where_no_step_may_move) {
    std::mt19937 random(2);
    Clocks clocks;
    double clock = 0.0;
    for (int i = 0; i < 2000; ++i) clocks.push_back(clock += 400.0 + (i % 50) * 3.0 + random() % 2);

    expect_longest_runs(waiting(clocks, {0, 0}));
}

TEST(RunFit, says_constant_speed_in_one_run) {
    Clocks clocks;
    for (int k = 1; k <= 70'000; ++k) clocks.push_back(k * 3333.0);

    const StepRun run = RunFit().longest_run(waiting(clocks, {400, 400}), 0.0);

    EXPECT_EQ(run, (StepRun{3333, 65535, 0}));
}

TEST(RunFit, says_constant_acceleration_in_few_runs) {
    Clocks clocks;
    for (int k = 1; k <= 1000; ++k)
        clocks.push_back(std::floor(16e6 * std::sqrt(2.0 * k * 0.0125 / 3000.0)));

    EXPECT_LE(expect_longest_runs(waiting(clocks, {400, 400})), 16u);
}

TEST(RunFit, serves_steps_on_neighbouring_ticks) {
    const WaitingSteps steps = waiting({1, 2, 3, 4, 10, 11, 12}, {400, 400});

    EXPECT_EQ(RunFit().longest_run(steps, 0.0), (StepRun{1, 4, 0}));
}

// A step goes from its exact clock to its own interval: any start, the longest distance.
TEST(RunFit, keeps_interval_and_add_in_range) {
    const double far = WaitingSteps::far_ticks - 1.0;
    Clocks clocks{far, 2.0 * far, 2.0 * far + 1.0, 3.0 * far};
    for (int i = 0; i < 100; ++i) clocks.push_back(clocks.back() + 70'000.0 * (i % 2) + 1000.0);

    expect_longest_runs(waiting(clocks, {13'000, 13'000}));
}

}  // namespace
}  // namespace escapement::motion
