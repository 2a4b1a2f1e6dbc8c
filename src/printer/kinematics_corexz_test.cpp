// Two motors that share x and z.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/kinematics_corexz.hpp"

#include <gtest/gtest.h>

#include "printer/testing_rails.hpp"

namespace escapement::printer {
namespace {

using base::Length;
constexpr motion::Point corexz_place{Length{30.0}, Length{10.0}, Length{5.0}};

class CoreXzTest : public ::testing::Test {
  protected:
    testing::MotionBench bench{testing::MotionBench::Mode::offline};
    testing::BenchRails rails{bench};
    std::unique_ptr<Kinematics> kinematics =
        CoreXz::make({}, {rails, testing::printer_section, testing::bench_limits});
};

TEST_F(CoreXzTest, moves_sum_and_difference_of_x_and_z) {
    EXPECT_EQ(testing::motors_at(bench, *kinematics, corexz_place),
              (std::vector<double>{35.0, 10.0, 25.0}));
    EXPECT_EQ(testing::nozzle_of(*kinematics), corexz_place);
}

TEST_F(CoreXzTest, stops_both_motors_at_either_endstop) {
    EXPECT_EQ(bench.endstops[0]->steppers().size(), 2u);
    EXPECT_EQ(bench.endstops[1]->steppers().size(), 1u);
    EXPECT_EQ(bench.endstops[2]->steppers().size(), 2u);
}

}  // namespace
}  // namespace escapement::printer
