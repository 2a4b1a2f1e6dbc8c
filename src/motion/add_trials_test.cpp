// Trials: the same on every processor, and what they rule out is ruled out.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/add_trials.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace escapement::motion {
namespace {

struct Windows {
    std::vector<double> earliest, latest;

    WindowList list(std::size_t from, std::size_t count) const {
        return {&earliest[from], &latest[from], count};
    }
};

Windows random_windows(std::mt19937& random, std::size_t count) {
    Windows windows;
    const double interval = 500.0 + random() % 5000, add = random() % 21 - 10.0;
    for (std::size_t k = 1; k <= count; ++k) {
        const auto at = static_cast<double>(k);
        const double exact = std::floor(at * interval + 0.5 * at * (at - 1.0) * add * 0.99);
        windows.earliest.push_back(exact - random() % 40);
        windows.latest.push_back(exact + random() % 40);
    }
    windows.earliest.resize(count + WindowList::block);
    windows.latest.resize(count + WindowList::block);
    return windows;
}

AddTrials trials_around(double add) {
    AddTrials trials{};
    for (std::size_t i = 0; i < AddTrials::count; ++i)
        trials.add[i] = add + 3.0 * static_cast<double>(i) - 10.0;
    trials.start();
    return trials;
}

void expect_equal(const AddTrials& a, const AddTrials& b) {
    EXPECT_EQ(a.least, b.least);
    EXPECT_EQ(a.most, b.most);
    EXPECT_EQ(a.least_at, b.least_at);
    EXPECT_EQ(a.most_at, b.most_at);
    EXPECT_EQ(a.serving, b.serving);
    EXPECT_EQ(a.least_better, b.least_better);
    EXPECT_EQ(a.most_better, b.most_better);
}

void expect_same_as_anywhere(decltype(serve)& serve_here) {
    std::mt19937 random(4);
    for (int n = 0; n < 300; ++n) {
        const std::size_t count = 1 + random() % 60, cut = random() % count;
        const Windows windows = random_windows(random, count);
        const double start = random() % 5;
        AddTrials here = trials_around(random() % 9 - 4.0), there = here;

        for (const auto& [from, size] : {std::pair{std::size_t{0}, cut}, {cut, count - cut}}) {
            const WindowList part = windows.list(from, size);
            const std::size_t served = detail::serve_anywhere(here, part, start, from + 1);
            ASSERT_EQ(serve_here(there, part, start, from + 1), served);
            expect_equal(here, there);
            ASSERT_FALSE(::testing::Test::HasFailure()) << n;
            if (served < size) break;
        }
    }
}

TEST(AddTrials, are_the_same_with_wide_registers) {
#if defined(__x86_64__)
    if (detail::has_avx2()) expect_same_as_anywhere(detail::serve_avx2);
    if (detail::has_avx512()) expect_same_as_anywhere(detail::serve_avx512);
#endif
    expect_same_as_anywhere(serve);
}

TEST(AddTrials, rule_out_only_what_serves_no_more) {
    std::mt19937 random(9);
    int ruled_out = 0;
    for (int n = 0; n < 300; ++n) {
        const Windows windows = random_windows(random, 60);
        AddTrials trials = trials_around(random() % 9 - 4.0);
        const std::size_t served = serve(trials, windows.list(0, 60), 0.0, 1);
        if (served == 60) continue;

        for (double add = -40.0; add <= 40.0; ++add) {
            if (add >= trials.least_better && add <= trials.most_better) continue;
            ++ruled_out;
            AddTrials one{};
            one.add.fill(add);
            one.start();
            ASSERT_LE(serve(one, windows.list(0, 60), 0.0, 1), served) << n << " " << add;
        }
    }
    EXPECT_GT(ruled_out, 10'000);
}

}  // namespace
}  // namespace escapement::motion
