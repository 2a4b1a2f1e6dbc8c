// Windows around clocks, and rows that look the same written out or not.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/waiting_steps.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace escapement::motion {
namespace {

constexpr ClockRate mhz{0.0, 1e6};

TEST(ClockRate, rounds_to_the_nearest_tick) {
    const ClockRate rate{1.0, 16e6};

    EXPECT_EQ(rate.clock_of(2.0).raw, 16'000'000u);
    EXPECT_EQ(rate.clock_of(2.0 + 0.4 / 16e6).raw, 16'000'000u);
    EXPECT_EQ(rate.clock_of(2.0 + 0.6 / 16e6).raw, 16'000'001u);
    EXPECT_EQ(rate.clock_of(0.5).raw, 0u);
}

TEST(WaitingSteps, may_move_by_a_third_of_the_distance_to_their_neighbours) {
    WaitingSteps steps;
    steps.set_window({400, 400});
    const std::vector<double> times{0.001, 0.0013, 0.0091};
    ASSERT_TRUE(steps.append(mhz, times, {100.0, 101.0}));
    steps.set_next(9105.0);

    EXPECT_EQ(steps.window(1).earliest, 1000 - 300);
    EXPECT_EQ(steps.window(1).latest, 1000 + 100);
    EXPECT_EQ(steps.window(2).earliest, 1300 - 100);
    EXPECT_EQ(steps.window(2).latest, 1300 + 400);
    EXPECT_EQ(steps.window(3).earliest, 9100 - 400);
    EXPECT_EQ(steps.window(3).latest, 9100 + 1);
}

TEST(WaitingSteps, may_not_be_late_while_nobody_knows_what_follows) {
    WaitingSteps steps;
    steps.set_window({400, 400});
    const std::vector<double> first{0.01}, second{0.02};
    ASSERT_TRUE(steps.append(mhz, first, {0.0, 1.0}));
    EXPECT_EQ(steps.window(1).latest, 10'000.0);

    ASSERT_TRUE(steps.append(mhz, second, {10'000.0, 10'001.0}));

    EXPECT_EQ(steps.window(1).latest, 10'400.0);
}

TEST(WaitingSteps, refuse_what_shares_a_tick_goes_back_or_is_far) {
    WaitingSteps steps;
    const std::vector<double> same{0.001, 0.0010002}, back{0.002, 0.001}, far{0.001, 900.0};
    const std::vector<double> early{0.001};

    EXPECT_FALSE(steps.append(mhz, same, {0.0, 1.0}));
    EXPECT_FALSE(steps.append(mhz, back, {0.0, 1.0}));
    EXPECT_FALSE(steps.append(mhz, far, {0.0, 1.0}));
    EXPECT_FALSE(steps.append(mhz, early, {900.0, 1001.0}));
    EXPECT_EQ(steps.size(), 0);
}

TEST(WaitingSteps, look_the_same_as_a_row_and_one_by_one) {
    for (const double apart : {8.5, 33.0, 100.37, 1203.1, 22'500.25}) {
        WaitingSteps row, single;
        const EvenClocks clocks{1000.0, 1.5, apart, 500};
        for (WaitingSteps* steps : {&row, &single}) {
            steps->set_window({400, 390});
            steps->append(clocks.clock(-1), 700.0);
        }
        row.append(clocks);
        for (std::int64_t i = 0; i < clocks.count; ++i)
            single.append(clocks.clock(i), clocks.clock(i - 1));
        for (WaitingSteps* steps : {&row, &single})
            steps->append(clocks.clock(clocks.count), clocks.clock(clocks.count - 1));

        ASSERT_EQ(row.size(), single.size());
        for (std::int64_t dropped = 0; dropped < 300; dropped += 100) {
            for (std::int64_t k = 1; k <= row.size(); ++k) {
                ASSERT_EQ(row.clock(k), single.clock(k)) << apart << " " << k;
                ASSERT_EQ(row.window(k).earliest, single.window(k).earliest) << apart << " " << k;
                ASSERT_EQ(row.window(k).latest, single.window(k).latest) << apart << " " << k;
            }
            row.drop(100);
            single.drop(100);
        }
    }
}

TEST(WaitingSteps, keep_their_windows_however_many_came_and_went) {
    WaitingSteps steps;
    steps.set_window({10, 10});
    double before = 0.0;
    for (int i = 1; i <= 40'000; ++i) {
        steps.append(i * 100.0, before);
        before = i * 100.0;
        if (i % 1000 != 0) continue;
        ASSERT_EQ(steps.clock(1), before - 100.0 * static_cast<double>(steps.size() - 1));
        ASSERT_EQ(steps.window(2).latest, steps.clock(2) + 10.0);
        steps.drop(900);
    }
    EXPECT_EQ(steps.size(), 4000);
}

}  // namespace
}  // namespace escapement::motion
