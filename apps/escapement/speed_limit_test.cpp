// Tests of why moves are not faster.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/speed_limit.hpp"

#include <gtest/gtest.h>

#include "escapement/move_times.hpp"
#include "printer/testing_motion.hpp"

namespace escapement::app {
namespace {

using base::Speed;
using printer::testing::at;

// 300 mm/s and 3000 mm/s^2 at most, 10 mm/s and 100 mm/s^2 along z, corners at 5 mm/s.
class SpeedLimitTest : public ::testing::Test {
  protected:
    SpeedLimitTest() {
        toolhead->set_position(at(0, 0, 0), printer::all_axes());
        toolhead->set_observer(&times);
    }
    ~SpeedLimitTest() override { toolhead->set_observer(nullptr); }
    void go(double x, double y, double z, double speed) {
        toolhead->move(at(x, y, z), Speed{speed});
    }
    void finish() {
        toolhead->flush();
        times.finish();
    }
    double share(SpeedLimit limit) { return times.time_of(limit) / times.moving_s(); }

    printer::testing::MotionBench bench{printer::testing::MotionBench::Mode::offline};
    std::unique_ptr<printer::Toolhead> toolhead = printer::testing::make_toolhead(bench);
    MoveTimes times{*toolhead};
};

TEST_F(SpeedLimitTest, a_long_move_is_as_fast_as_was_asked_for) {
    go(200, 0, 0, 50);
    finish();

    EXPECT_EQ(share(SpeedLimit::asked), 1.0);
}

TEST_F(SpeedLimitTest, a_long_move_that_wants_more_than_the_machine_has) {
    go(200, 0, 0, 2000);
    finish();

    EXPECT_EQ(share(SpeedLimit::max_velocity), 1.0);
}

TEST_F(SpeedLimitTest, a_move_too_short_to_reach_its_speed_wants_acceleration) {
    go(10, 0, 0, 250);
    finish();

    EXPECT_EQ(share(SpeedLimit::acceleration), 1.0);
}

TEST_F(SpeedLimitTest, a_move_whose_acceleration_takes_long_to_build_up_wants_jerk) {
    motion::MoveLimits limits = toolhead->limits();
    limits.max_jerk = base::Jerk{20'000.0};
    toolhead->set_limits(limits);
    for (int i = 1; i <= 50; ++i) go(0.2 * i, 0, 0, 250);
    finish();

    EXPECT_EQ(share(SpeedLimit::jerk), 1.0);
}

TEST_F(SpeedLimitTest, many_short_moves_around_corners_want_faster_corners) {
    for (int i = 1; i < 200; ++i) go(0.02 * ((i + 1) / 2), 0.02 * (i / 2), 0, 100);
    finish();

    EXPECT_GT(share(SpeedLimit::corner), 0.9);
}

TEST_F(SpeedLimitTest, a_move_along_z_is_as_fast_as_this_machine_allows) {
    go(0, 0, 100, 200);
    finish();

    EXPECT_EQ(share(SpeedLimit::kinematics), 1.0);
}

TEST_F(SpeedLimitTest, names_are_for_people) {
    EXPECT_STREQ(name_of(SpeedLimit::asked), "asked for");
    EXPECT_STREQ(name_of(SpeedLimit::stop), "stop");
}

}  // namespace
}  // namespace escapement::app
