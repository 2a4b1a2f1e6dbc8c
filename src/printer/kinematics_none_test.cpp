// A machine without axes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/kinematics_none.hpp"

#include <gtest/gtest.h>

#include "printer/testing_rails.hpp"

namespace escapement::printer {
namespace {

TEST(None, has_no_motors_and_lets_everything_pass) {
    testing::MotionBench bench(testing::MotionBench::Mode::offline);
    testing::BenchRails rails(bench);
    const auto kinematics =
        None::make({}, {rails, testing::printer_section, testing::bench_limits});
    motion::Move move(
        testing::at(0, 0, 0), testing::at(1e6, 0, 0), base::Speed{100.0}, testing::bench_limits);

    kinematics->set_position({}, all_axes());
    kinematics->check_move(move);

    EXPECT_TRUE(kinematics->steppers().empty());
    EXPECT_TRUE(kinematics->homed().none());
    EXPECT_EQ(kinematics->axis_maximum(), motion::Point{});
    EXPECT_EQ(move.accel(), testing::bench_limits.max_accel);
}

}  // namespace
}  // namespace escapement::printer
