// Longest runs: every step in its window, and not one step more would fit.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/run_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace escapement::motion {
namespace {

void expect_served(const StepSequence& steps, ErrorWindow window, const StepRun& run) {
    ASSERT_GE(run.count, 1);
    for (std::size_t k = 1; k <= run.count; ++k) {
        const StepWindow w = window_of(steps, k, window);
        const std::int64_t ticks = run.ticks(static_cast<std::int64_t>(k));
        ASSERT_LE(w.earliest, ticks) << k;
        ASSERT_GE(w.latest, ticks) << k;
        ASSERT_GT(ticks, run.ticks(static_cast<std::int64_t>(k) - 1)) << k;
    }
}

// Tries every interval and add for one step more than the run has.
bool longer_run_exists(const StepSequence& steps, ErrorWindow window, std::size_t count) {
    const StepWindow first = window_of(steps, 1, window);
    for (std::int64_t interval = first.earliest; interval <= first.latest; ++interval) {
        for (std::int64_t add = -400; add <= 400; ++add) {
            bool serves = true;
            for (std::size_t step = 1; step <= count && serves; ++step) {
                const auto k = static_cast<std::int64_t>(step);
                const std::int64_t ticks = k * interval + k * (k - 1) / 2 * add;
                const StepWindow w = window_of(steps, step, window);
                serves = w.earliest <= ticks && ticks <= w.latest;
            }
            if (serves) return true;
        }
    }
    return false;
}

TEST(RunFit, finds_the_longest_run_there_is) {
    std::mt19937 random(5);
    RunFit fit;
    for (int n = 0; n < 500; ++n) {
        std::vector<std::uint64_t> clocks;
        std::uint64_t clock = 1000;
        double gap = 50.0 + static_cast<double>(random() % 100);
        const double growth = 0.9 + 0.002 * static_cast<double>(random() % 100);
        for (int i = 0; i < 14; ++i) {
            clock += static_cast<std::uint64_t>(gap) + random() % 4;
            gap = std::max(4.0, gap * growth);
            clocks.push_back(clock);
        }
        const StepSequence steps{clocks, 1000, 1000 + random() % 3, {}};
        const ErrorWindow window{static_cast<std::uint32_t>(random() % 12),
                                 static_cast<std::uint32_t>(random() % 12)};

        const StepRun run = fit.longest_run(steps, window);

        expect_served(steps, window, run);
        if (run.count < clocks.size()) {
            ASSERT_FALSE(longer_run_exists(steps, window, run.count + 1u)) << n;
        }
    }
}

TEST(RunFit, says_constant_speed_in_one_run) {
    std::vector<std::uint64_t> clocks;
    for (std::uint64_t k = 1; k <= 70'000; ++k) clocks.push_back(1'000'000 + k * 3333);

    const StepRun run = RunFit().longest_run({clocks, 1'000'000, 1'000'000, {}}, {400, 400});

    EXPECT_EQ(run, (StepRun{3333, 65535, 0}));
}

TEST(RunFit, says_constant_acceleration_in_few_runs) {
    std::vector<std::uint64_t> clocks;
    for (int k = 1; k <= 1000; ++k)
        clocks.push_back(static_cast<std::uint64_t>(16e6 * std::sqrt(2.0 * k * 0.0125 / 3000.0)));
    RunFit fit;
    std::size_t done = 0, runs = 0;
    std::uint64_t now = 0, exact = 0;
    while (done < clocks.size()) {
        const StepSequence steps{std::span(clocks).subspan(done), exact, now, {}};
        const StepRun run = fit.longest_run(steps, {400, 400});
        expect_served(steps, {400, 400}, run);
        done += run.count;
        exact = clocks[done - 1];
        now += static_cast<std::uint64_t>(run.ticks(run.count));
        ++runs;
    }

    EXPECT_LE(runs, 16u);
}

TEST(RunFit, serves_steps_on_neighbouring_ticks) {
    const std::vector<std::uint64_t> clocks{11, 12, 13, 14, 20, 21, 22};
    const StepSequence steps{clocks, 10, 10, {}};

    const StepRun run = RunFit().longest_run(steps, {400, 400});

    EXPECT_EQ(run, (StepRun{1, 4, 0}));
}

TEST(RunFit, moves_a_step_by_less_than_its_distance_to_the_next) {
    const std::vector<std::uint64_t> clocks{1000, 1300, 9000};
    const StepSequence steps{clocks, 100, 130, 9003};

    const StepWindow first = window_of(steps, 1, {400, 400});
    EXPECT_EQ(first.earliest, 1000 - 300 - 130);
    EXPECT_EQ(first.latest, 1000 + 100 - 130);
    const StepWindow last = window_of(steps, 3, {400, 400});
    EXPECT_EQ(last.earliest, 9000 - 400 - 130);
    EXPECT_EQ(last.latest, 9000 + 1 - 130);
}

}  // namespace
}  // namespace escapement::motion
