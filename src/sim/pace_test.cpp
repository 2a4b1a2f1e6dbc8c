// Claims about virtual time beside a wall's clock.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/pace.hpp"

#include <gtest/gtest.h>

namespace escapement::sim {
namespace {

using namespace std::chrono_literals;
using base::HostTime;

constexpr HostTime wall(1000s);
constexpr HostTime begin(3s);

Pace::Standing busy_at(HostTime moment) {
    return {moment, moment};
}

TEST(Pace, keeps_step_with_the_wall) {
    Pace pace({.most_behind = base::Seconds(60)}, wall, begin);

    EXPECT_EQ(pace.due(wall + 2s, busy_at(begin)), begin + 2s);
    EXPECT_EQ(pace.wall_at(begin + 2s), wall + 2s);
    EXPECT_EQ(pace.slipped().count(), 0.0);
}

TEST(Pace, runs_as_much_faster_as_asked_for) {
    Pace pace({.speed = 8.0, .most_behind = base::Seconds(60)}, wall, begin);

    EXPECT_EQ(pace.due(wall + 1s, busy_at(begin)), begin + 8s);
    EXPECT_EQ(pace.wall_at(begin + 16s), wall + 2s);
}

TEST(Pace, never_goes_back_to_where_the_simulation_was) {
    Pace pace({}, wall, begin);

    EXPECT_EQ(pace.due(wall, busy_at(begin + 1ms)), begin + 1ms);
}

TEST(Pace, lags_a_little_without_giving_time_up) {
    Pace pace({.most_behind = base::Seconds(0.020)}, wall, begin);

    EXPECT_EQ(pace.due(wall + 15ms, busy_at(begin)), begin + 15ms);
    EXPECT_EQ(pace.slipped().count(), 0.0);
}

TEST(Pace, does_not_take_sleep_for_weakness) {
    Pace pace({.most_behind = base::Seconds(0.020)}, wall, begin);

    EXPECT_EQ(pace.due(wall + 4s, {.reached = begin, .idle_until = begin + 5s}), begin + 4s);
    EXPECT_EQ(pace.slipped().count(), 0.0);
}

TEST(Pace, gives_up_what_it_cannot_catch_up_with) {
    Pace pace({.speed = 2.0, .most_behind = base::Seconds(0.020)}, wall, begin);

    const auto reached = pace.due(wall + 120ms, busy_at(begin));

    EXPECT_EQ(reached, begin + 40ms);
    EXPECT_NEAR(pace.slipped().count(), 0.100, 1e-9);
    EXPECT_NEAR(pace.longest_slip().count(), 0.100, 1e-9);
    EXPECT_EQ(pace.due(wall + 130ms, busy_at(reached)), begin + 60ms);  // from there on as before
    EXPECT_NEAR(pace.slipped().count(), 0.100, 1e-9);
}

}  // namespace
}  // namespace escapement::sim
