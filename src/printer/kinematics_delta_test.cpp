// Where a delta goes, how fast, and how it homes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/kinematics_delta.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "printer/errors.hpp"
#include "printer/testing_curved.hpp"

namespace escapement::printer {
namespace {

using base::Length;
using testing::at;
using testing::point;

// Arms of 250 mm, towers at 125 mm around the middle, endstops at 240, 241 and 242 mm.
class DeltaTest : public ::testing::Test, protected testing::KinematicsBench {
  protected:
    DeltaTest() {
        constexpr double arm2 = 250.0 * 250.0;
        const double far = 125.0 * std::sqrt(0.75);
        use(std::make_unique<DeltaKinematics>(
            DeltaKinematics::Parts{.rails = {testing::bench_rail(bench, "stepper_a", 240.0),
                                             testing::bench_rail(bench, "stepper_b", 241.0),
                                             testing::bench_rail(bench, "stepper_c", 242.0)},
                                   .towers = {motion::DeltaTower{arm2, -far, -62.5},
                                              motion::DeltaTower{arm2, far, -62.5},
                                              motion::DeltaTower{arm2, 0.0, 125.0}},
                                   .limits = testing::bench_limits,
                                   .vertical = {base::Speed{100.0}, base::Accel{1000.0}},
                                   .delta_radius = Length{125.0},
                                   .print_radius = Length{125.0},
                                   .minimum_z = Length{-2.0}}));
    }
    void home_by_hand() { kinematics->set_position(point(0, 0, 100), all_axes()); }
};

TEST_F(DeltaTest, finds_the_nozzle_where_it_was_put) {
    for (const auto& there : {point(0, 0, 10), point(-50, 30, 0.2), point(80, -20, 150)}) {
        const auto nozzle = nozzle_at(there);
        EXPECT_NEAR(nozzle.x.value, there.x.value, 1e-9);
        EXPECT_NEAR(nozzle.y.value, there.y.value, 1e-9);
        EXPECT_NEAR(nozzle.z.value, there.z.value, 1e-9);
    }
}

// A carriage above a level bed: sqrt(250^2 - 125^2) higher than the nozzle.
TEST_F(DeltaTest, puts_carriages_where_the_arms_reach_the_nozzle) {
    kinematics->set_position(point(0, 0, 0), {});

    for (const auto& stepper : bench.steppers)
        EXPECT_NEAR(stepper->commanded_position().value, 216.50635094610965, 1e-9);
}

TEST_F(DeltaTest, homes_all_towers_together_to_where_the_arms_meet) {
    const auto there = testing::homed_position(*this, only_axis(0));

    // The endstops differ, so that homing does not end in the middle.
    EXPECT_GT(std::hypot(there[0].value, there[1].value), 0.5);
    EXPECT_NEAR(there[2].value, 241.0, 0.5);
    for (const auto& endstop : bench.endstops) EXPECT_EQ(endstop->approaches, 2);
}

TEST_F(DeltaTest, knows_all_axes_or_none) {
    EXPECT_NE(refusal(at(0, 0, 10), at(1, 0, 10)).find("Must home first: 1.000 0.000 10.000"),
              std::string::npos);

    kinematics->set_position(point(0, 0, 10), only_axis(2));
    EXPECT_TRUE(kinematics->homed().none());
    home_by_hand();
    EXPECT_TRUE(kinematics->homed().all());
    kinematics->forget_homing(only_axis(1));
    EXPECT_TRUE(kinematics->homed().none());
}

TEST_F(DeltaTest, stays_within_its_radius_and_its_heights) {
    home_by_hand();

    EXPECT_EQ(refusal(at(0, 0, 10), at(100, 0, 10)), "none");
    EXPECT_NE(refusal(at(0, 0, 10), at(90, 90, 10)).find("Move out of range: 90.000 90.000"),
              std::string::npos);
    EXPECT_NE(refusal(at(0, 0, 10), at(0, 0, -2.1)).find("z goes from -2 to 240"),
              std::string::npos);
    EXPECT_NE(refusal(at(0, 0, 10), at(0, 0, 240.1)).find("Move out of range"), std::string::npos);
}

// There the arms would have to stand steeper than upright.
TEST_F(DeltaTest, allows_a_cone_at_the_top) {
    home_by_hand();
    const double cone = kinematics->cone_start_z()->value;

    EXPECT_NEAR(cone, 240.0 + 216.50635094610965 - 250.0, 1e-9);
    EXPECT_EQ(refusal(at(0, 0, 10), at(100, 0, cone)), "none");
    EXPECT_NE(refusal(at(0, 0, 10), at(100, 0, cone + 5.0)), "none");
    EXPECT_EQ(refusal(at(0, 0, 10), at(50, 0, cone + 5.0)), "none");
}

// From three times the nozzle's speed on half of it, from six times a quarter.
TEST_F(DeltaTest, slows_down_where_a_tower_moves_fast) {
    home_by_hand();
    const double slow = 250.0 * 3.0 / std::sqrt(10.0) - 125.0;
    const double very_slow = 250.0 * 6.0 / std::sqrt(37.0) - 125.0;

    EXPECT_EQ(speed_of(at(0, 0, 10), at(slow - 0.1, 0, 10)), 300.0);
    EXPECT_EQ(speed_of(at(0, 0, 10), at(slow + 0.1, 0, 10)), 150.0);
    EXPECT_EQ(speed_of(at(0, very_slow + 0.1, 10), at(0, 0, 10)), 75.0);
    EXPECT_EQ(speed_of(at(0, 0, 10), at(0, 0, 20)), 100.0);
    EXPECT_EQ(kinematics->axis_maximum().x, -kinematics->axis_minimum().x);
}

}  // namespace
}  // namespace escapement::printer
