// Cables: always at home, no limits.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/kinematics_winch.hpp"

#include <gtest/gtest.h>

#include "printer/errors.hpp"
#include "printer/testing_curved.hpp"

namespace escapement::printer {
namespace {

using testing::at;
using testing::point;

class WinchTest : public ::testing::Test, protected testing::KinematicsBench {
  protected:
    WinchTest() {
        const motion::WinchCable anchors[] = {{0.0, -1400.0, 2000.0},
                                              {1300.0, 750.0, 2010.0},
                                              {-1250.0, 800.0, 1990.0},
                                              {10.0, 20.0, -100.0}};
        std::vector<WinchKinematics::Cable> cables;
        for (const auto& anchor : anchors) {
            Rail rail;
            const std::string name =
                std::string("stepper_") + static_cast<char>('a' + cables.size());
            rail.steppers = {&bench.add_stepper(name, base::Length{0.01})};
            cables.push_back({std::move(rail), anchor});
        }
        use(std::make_unique<WinchKinematics>(std::move(cables)));
    }
};

TEST_F(WinchTest, finds_the_nozzle_where_it_was_put) {
    const auto nozzle = nozzle_at(point(30, -40, 50));

    EXPECT_NEAR(nozzle.x.value, 30.0, 1e-9);
    EXPECT_NEAR(nozzle.y.value, -40.0, 1e-9);
    EXPECT_NEAR(nozzle.z.value, 50.0, 1e-9);
    EXPECT_NEAR(bench.steppers[3]->commanded_position().value, std::sqrt(400 + 3600 + 22500), 1e-9);
}

TEST_F(WinchTest, is_at_home_everywhere) {
    EXPECT_TRUE(kinematics->homed().all());
    kinematics->forget_homing(all_axes());
    EXPECT_TRUE(kinematics->homed().all());
    EXPECT_EQ(speed_of(at(0, 0, 0), at(5000, 0, 0)), 300.0);
    EXPECT_EQ(kinematics->axis_maximum(), point(1300, 800, 2010));
    EXPECT_EQ(kinematics->axis_minimum(), point(-1250, -1400, -100));
}

TEST_F(WinchTest, takes_itself_to_the_origin_when_it_is_homed) {
    const auto there = testing::homed_position(*this, all_axes());

    EXPECT_EQ(there, at(0, 0, 0));
}

TEST_F(WinchTest, does_not_know_where_the_nozzle_is_if_cables_do_not_meet) {
    EXPECT_THROW(kinematics->nozzle([](const Stepper&) { return base::Length{10.0}; }),
                 CommandError);
}

TEST(Winch, has_up_to_twenty_three_cables) {
    EXPECT_TRUE(Winch::is_further_rail("stepper_d"));
    EXPECT_TRUE(Winch::is_further_rail("stepper_w"));
    EXPECT_FALSE(Winch::is_further_rail("stepper_x"));
    EXPECT_FALSE(Winch::is_further_rail("stepper_bed"));
    EXPECT_EQ(Winch::motor_rule("stepper_e").after, "stepper_d");
    EXPECT_EQ(Winch::motor_rule("stepper_d").after, "");
}

}  // namespace
}  // namespace escapement::printer
