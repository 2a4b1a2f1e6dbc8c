// Two towers over x and z, a straight y.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/kinematics_deltesian.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "printer/errors.hpp"
#include "printer/testing_curved.hpp"

namespace escapement::printer {
namespace {

using base::Length;
using testing::at;
using testing::point;

class DeltesianTest : public ::testing::Test, protected testing::KinematicsBench {
  protected:
    DeltesianTest() { make({}); }

    void make(const DeltesianOptions& options) {
        constexpr double arm2 = 220.0 * 220.0;
        Rail y = testing::bench_rail(bench, "stepper_y", 190.0);
        use(std::make_unique<DeltesianKinematics>(DeltesianKinematics::Parts{
            .rails = {testing::bench_rail(bench, "stepper_left", 260.0),
                      testing::bench_rail(bench, "stepper_right", 260.0)},
            .y = std::move(y),
            .towers = {motion::DeltesianTower{arm2, -158.0}, motion::DeltesianTower{arm2, 158.0}},
            .limits = testing::bench_limits,
            .vertical = {base::Speed{100.0}, base::Accel{1000.0}},
            .options = options,
            .minimum_z = Length{0.0},
            .section = {"printer", "printer", {"printer.cfg", 3}}}));
    }
};

TEST_F(DeltesianTest, finds_the_nozzle_where_it_was_put) {
    for (const auto& there : {point(0, 0, 10), point(-50, 30, 0.2), point(55, 120, 150)}) {
        const auto nozzle = nozzle_at(there);
        EXPECT_NEAR(nozzle.x.value, there.x.value, 1e-9);
        EXPECT_NEAR(nozzle.y.value, there.y.value, 1e-9);
        EXPECT_NEAR(nozzle.z.value, there.z.value, 1e-9);
    }
}

TEST_F(DeltesianTest, homes_its_towers_for_x_and_z_and_y_by_itself) {
    const auto there = testing::homed_position(*this, only_axis(0));

    EXPECT_NEAR(there[2].value, 260.0, 1e-9);
    EXPECT_EQ(bench.endstops[0]->approaches, 0);  // y's
    EXPECT_EQ(bench.endstops[1]->approaches, 2);
    EXPECT_EQ(bench.endstops[2]->approaches, 2);
}

// The arm on the other side must stand 5 degrees from level at least: 220 cos(5) - 158.
TEST_F(DeltesianTest, is_as_wide_as_its_arms_allow) {
    EXPECT_EQ(kinematics->axis_maximum().x, Length{61.0});
    EXPECT_EQ(kinematics->axis_minimum().x, Length{-61.0});

    make({.print_width = Length{100.0}});
    EXPECT_EQ(kinematics->axis_maximum().x, Length{50.0});
    EXPECT_THROW(make({.print_width = Length{123.0}}), ConfigError);
}

TEST_F(DeltesianTest, refuses_what_is_not_homed_or_out_of_range) {
    EXPECT_NE(refusal(at(0, 0, 10), at(1, 0, 10)).find("Must home axis first"), std::string::npos);
    kinematics->set_position(point(0, 0, 100), all_axes());

    EXPECT_EQ(refusal(at(0, 0, 10), at(60, 100, 10)), "none");
    EXPECT_NE(refusal(at(0, 0, 10), at(62, 0, 10)).find("x goes from -61 to 61"),
              std::string::npos);
    EXPECT_NE(refusal(at(0, 0, 10), at(0, 191, 10)).find("y goes from 0 to 190"),
              std::string::npos);
}

// Beside the middle one arm stands steeper and reaches less high.
TEST_F(DeltesianTest, goes_higher_in_the_middle_than_at_the_sides) {
    kinematics->set_position(point(0, 0, 100), all_axes());
    const double top = kinematics->axis_maximum().z.value;

    EXPECT_LT(top, 220.0);
    EXPECT_EQ(refusal(at(0, 0, 10), at(0, 0, top + 20.0)), "none");
    EXPECT_NE(refusal(at(0, 0, 10), at(60, 0, top + 20.0)), "none");
}

TEST_F(DeltesianTest, slows_down_far_out) {
    kinematics->set_position(point(0, 0, 100), all_axes());
    const double slow = 220.0 * 3.0 / std::sqrt(10.0) - 158.0;

    EXPECT_EQ(speed_of(at(0, 0, 10), at(slow - 0.1, 0, 10)), 300.0);
    EXPECT_EQ(speed_of(at(0, 0, 10), at(slow + 0.1, 0, 10)), 150.0);
    EXPECT_EQ(speed_of(at(0, 0, 10), at(-59, 0, 10)), 75.0);
}

}  // namespace
}  // namespace escapement::printer
