// A belt of x over the gantry of y, with one carriage and with two.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/kinematics_hybrid_corexy.hpp"

#include <gtest/gtest.h>

#include "printer/testing_rails.hpp"

namespace escapement::printer {
namespace {

using base::Length;
constexpr motion::Point hybrid_corexy_place{Length{30.0}, Length{10.0}, Length{5.0}};

class HybridCoreXyTest : public ::testing::Test {
  protected:
    std::unique_ptr<Kinematics> make(bool with_second) {
        testing::BenchRails rails(bench, with_second);
        return HybridCoreXy::make({}, {rails, testing::printer_section, testing::bench_limits});
    }

    testing::MotionBench bench{testing::MotionBench::Mode::offline};
};

TEST_F(HybridCoreXyTest, moves_x_against_y) {
    const auto kinematics = make(false);

    EXPECT_EQ(testing::motors_at(bench, *kinematics, hybrid_corexy_place),
              (std::vector<double>{20.0, 10.0, 5.0}));
    EXPECT_EQ(testing::nozzle_of(*kinematics), hybrid_corexy_place);
    EXPECT_EQ(kinematics->dual_carriages(), nullptr);
}

TEST_F(HybridCoreXyTest, stops_the_belt_with_the_gantry) {
    const auto kinematics = make(true);

    EXPECT_EQ(bench.endstops[0]->steppers().size(), 1u);
    EXPECT_EQ(bench.endstops[1]->steppers().size(), 3u);
    EXPECT_EQ(bench.endstops[2]->steppers().size(), 1u);
}

// A carriage that rests on x still has to go along with y.
TEST_F(HybridCoreXyTest, carries_the_resting_carriage_along) {
    const auto kinematics = make(true);

    const auto motors = testing::motors_at(bench, *kinematics, hybrid_corexy_place);

    EXPECT_EQ(motors, (std::vector<double>{20.0, 10.0, 5.0, 10.0}));
    EXPECT_EQ(testing::nozzle_of(*kinematics), hybrid_corexy_place);
}

}  // namespace
}  // namespace escapement::printer
