// Two motors that share x and y.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/kinematics_corexy.hpp"

#include <gtest/gtest.h>

#include "printer/testing_rails.hpp"

namespace escapement::printer {
namespace {

using base::Length;
using testing::MotionBench;

class CoreXyTest : public ::testing::Test {
  protected:
    MotionBench bench{MotionBench::Mode::offline};
    testing::BenchRails rails{bench};
    std::unique_ptr<Kinematics> kinematics =
        CoreXy::make({}, {rails, testing::printer_section, testing::bench_limits});
};

TEST_F(CoreXyTest, moves_both_motors_for_one_axis) {
    motion::Trajectory trajectory;
    kinematics->follow(trajectory);

    kinematics->set_position({Length{30.0}, Length{10.0}, Length{5.0}}, {});

    EXPECT_EQ(bench.steppers[0]->commanded_position(), Length{40.0});
    EXPECT_EQ(bench.steppers[1]->commanded_position(), Length{20.0});
    EXPECT_EQ(bench.steppers[2]->commanded_position(), Length{5.0});
}

TEST_F(CoreXyTest, finds_the_nozzle_from_the_motors) {
    const auto nozzle = kinematics->nozzle([](const Stepper& stepper) {
        return stepper.name() == "stepper_x" ? Length{40.0} : Length{20.0};
    });

    EXPECT_EQ(nozzle, (motion::Point{Length{30.0}, Length{10.0}, Length{20.0}}));
}

TEST_F(CoreXyTest, stops_both_motors_at_either_endstop) {
    EXPECT_EQ(bench.endstops[0]->steppers().size(), 2u);
    EXPECT_EQ(bench.endstops[1]->steppers().size(), 2u);
    EXPECT_EQ(bench.endstops[2]->steppers().size(), 1u);
}

}  // namespace
}  // namespace escapement::printer
