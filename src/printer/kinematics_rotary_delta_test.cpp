// Swinging arms: where the nozzle is, where it may go, how it homes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/kinematics_rotary_delta.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "printer/errors.hpp"
#include "printer/testing_curved.hpp"

namespace escapement::printer {
namespace {

using base::Length;
using testing::at;
using testing::point;

class RotaryDeltaTest : public ::testing::Test, protected testing::KinematicsBench {
  protected:
    RotaryDeltaTest() {
        const auto arm = [](double degrees) {
            const double direction = degrees * 0.017453292519943295;
            return motion::RotaryArm{std::cos(direction),
                                     std::sin(direction),
                                     35.0,
                                     405.0,
                                     168.0 * 168.0,
                                     322.0 * 322.0};
        };
        use(std::make_unique<RotaryDeltaKinematics>(
            RotaryDeltaKinematics::Parts{.rails = {testing::bench_rail(bench, "stepper_a", 248.0),
                                                   testing::bench_rail(bench, "stepper_b", 248.0),
                                                   testing::bench_rail(bench, "stepper_c", 248.0)},
                                         .arms = {arm(30.0), arm(150.0), arm(270.0)},
                                         .max_z_velocity = base::Speed{60.0},
                                         .minimum_z = Length{0.0}}));
    }
};

TEST_F(RotaryDeltaTest, finds_the_nozzle_where_it_was_put) {
    for (const auto& there : {point(0, 0, 10), point(-50, 30, 0.2), point(80, -20, 100)}) {
        const auto nozzle = nozzle_at(there);
        EXPECT_NEAR(nozzle.x.value, there.x.value, 1e-9);
        EXPECT_NEAR(nozzle.y.value, there.y.value, 1e-9);
        EXPECT_NEAR(nozzle.z.value, there.z.value, 1e-9);
    }
}

TEST_F(RotaryDeltaTest, homes_all_arms_together) {
    const auto there = testing::homed_position(*this, only_axis(2));

    EXPECT_NEAR(there[0].value, 0.0, 1e-9);
    EXPECT_NEAR(there[2].value, 248.0, 1e-9);
    for (const auto& endstop : bench.endstops) EXPECT_EQ(endstop->approaches, 2);
}

TEST_F(RotaryDeltaTest, stays_where_its_arms_reach) {
    EXPECT_NE(refusal(at(0, 0, 10), at(1, 0, 10)).find("Must home first"), std::string::npos);

    kinematics->set_position(point(0, 0, 100), all_axes());

    // Reach of the upper arms from the middle; a cone above where the lower arms hang.
    EXPECT_EQ(refusal(at(0, 0, 10), at(202, 0, 10)), "none");
    EXPECT_NE(refusal(at(0, 0, 10), at(204, 0, 10)).find("Move out of range"), std::string::npos);
    EXPECT_EQ(refusal(at(0, 0, 10), at(22, 0, 225)), "none");
    EXPECT_NE(refusal(at(0, 0, 10), at(24, 0, 225)), "none");
    EXPECT_NE(refusal(at(0, 0, 10), at(0, 0, -0.1)).find("z goes from 0 to 248"),
              std::string::npos);
    EXPECT_EQ(speed_of(at(0, 0, 10), at(40, 0, 11)), 60.0);
}

}  // namespace
}  // namespace escapement::printer
