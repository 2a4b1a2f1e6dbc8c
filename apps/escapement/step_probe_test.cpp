// Tests of counting and keeping steps.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/step_probe.hpp"

#include <gtest/gtest.h>

namespace escapement::app {
namespace {

using motion::Direction;

const double a_few[] = {1.0, 1.1, 1.15, 1.25};

TEST(StepProbe, the_peak_is_where_steps_are_closest) {
    StepProbe probe({0.1});

    probe.steps(Direction::forward, a_few);
    probe.even_steps(Direction::forward, {.origin = 2.0, .apart = 0.06, .first = 0.0, .count = 9});

    EXPECT_NEAR(probe.peak_rate(), 20.0, 1e-9);
    EXPECT_EQ(probe.peak_time(), 1.15);
}

TEST(StepProbe, turning_back_is_no_rate) {
    StepProbe probe({0.1});
    const double there[] = {1.0}, back[] = {1.00001};

    probe.steps(Direction::forward, there);
    probe.steps(Direction::backward, back);

    EXPECT_EQ(probe.peak_rate(), 0.0);
}

TEST(StepProbe, positions_count_from_where_it_began) {
    StepProbe probe({0.1});
    probe.record({1.05, 1.2});
    probe.begin({5.0});

    probe.steps(Direction::backward, a_few);

    const auto steps = probe.take_steps();
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_EQ(steps[0].time, 1.1);
    EXPECT_NEAR(steps[0].position, 4.8, 1e-12);
    EXPECT_NEAR(probe.position(), 4.6, 1e-12);
    EXPECT_TRUE(probe.take_steps().empty());
}

TEST(StepProbe, bins_are_hundredths_of_a_second_and_can_be_forgotten) {
    StepProbe probe({0.1});
    const double times[] = {0.001, 0.002, 0.035};
    probe.steps(Direction::forward, times);
    EXPECT_EQ(probe.bins(), (std::vector<std::uint32_t>{2, 0, 0, 1}));

    probe.forget(3);
    EXPECT_EQ(probe.bins(), std::vector<std::uint32_t>{1});
    EXPECT_EQ(probe.first_bin(), 3);
    probe.forget(100);
    probe.even_steps(Direction::forward, {.origin = 1.0, .apart = 0.004, .first = 0.0, .count = 3});

    EXPECT_EQ(probe.bins(), std::vector<std::uint32_t>{3});
}

}  // namespace
}  // namespace escapement::app
