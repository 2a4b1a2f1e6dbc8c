// Forward and inverse undo each other; where the nozzle can be nowhere, there is no answer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/curved_kinematics.hpp"

#include <gtest/gtest.h>

#include <random>

namespace escapement::motion {
namespace {

constexpr double radian = 0.017453292519943295;
constexpr unsigned seed = 4711;

// Random points within 80 mm of the axis and 100 mm of height.
template <class Check>
void at_random_points(const Check& check) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> sideways(-55.0, 55.0), up(0.0, 100.0);
    for (int i = 0; i < 1000; ++i) {
        const double x = sideways(random), y = sideways(random), z = up(random);
        check(x, y, z);
    }
}

// Where each stepper stands when the nozzle is there.
template <class Formula, std::size_t n>
std::array<double, n> positions_at(const std::array<Formula, n>& formulas,
                                   double x,
                                   double y,
                                   double z) {
    std::array<double, n> positions;
    for (std::size_t i = 0; i < n; ++i) positions[i] = formulas[i].position(x, y, z);
    return positions;
}

void expect_near(const std::optional<Point>& point, double x, double y, double z) {
    ASSERT_TRUE(point) << "seed " << seed;
    EXPECT_NEAR(point->x.value, x, 1e-9) << "seed " << seed;
    EXPECT_NEAR(point->y.value, y, 1e-9) << "seed " << seed;
    EXPECT_NEAR(point->z.value, z, 1e-9) << "seed " << seed;
}

DeltaTower tower(double arm, double direction) {
    return {arm * arm, 124.5 * std::cos(direction * radian), 124.5 * std::sin(direction * radian)};
}

// Uneven arms and towers.
const std::array<DeltaTower, 3> towers{
    tower(249.1, 209.6), tower(250.9, 330.8), tower(251.7, 90.2)};

TEST(CurvedKinematics, finds_the_nozzle_of_a_delta) {
    at_random_points([](double x, double y, double z) {
        expect_near(delta_nozzle(towers, positions_at(towers, x, y, z)), x, y, z);
    });
}

TEST(CurvedKinematics, finds_the_nozzle_of_a_rotary_delta) {
    const auto arm = [](double direction) {
        return RotaryArm{std::cos(direction * radian),
                         std::sin(direction * radian),
                         35.1,
                         405.0,
                         168.0 * 168.0,
                         322.0 * 322.0};
    };
    const std::array<RotaryArm, 3> arms{arm(30.0), arm(150.0), arm(271.0)};

    at_random_points([&](double x, double y, double z) {
        expect_near(rotary_nozzle(arms, positions_at(arms, x, y, z)), x, y, z);
    });
}

TEST(CurvedKinematics, finds_the_nozzle_of_a_deltesian) {
    const std::array<DeltesianTower, 2> both{DeltesianTower{219.5 * 219.5, -158.0},
                                             DeltesianTower{221.0 * 221.0, 157.0}};

    at_random_points([&](double x, double y, double z) {
        const auto point = deltesian_nozzle(both, positions_at(both, x, y, z));
        ASSERT_TRUE(point);
        EXPECT_NEAR(point->x, x, 1e-9);
        EXPECT_NEAR(point->z, z, 1e-9);
    });
}

TEST(CurvedKinematics, finds_the_nozzle_of_a_polar_machine) {
    at_random_points([](double x, double y, double z) {
        expect_near(
            polar_nozzle(PolarBed{}.position(x, y, z), PolarArm{}.position(x, y, z), z), x, y, z);
    });
}

// The first three anchors lie below the nozzle, counterclockwise seen from below.
TEST(CurvedKinematics, finds_the_nozzle_of_a_winch) {
    const std::array<WinchCable, 3> cables{WinchCable{0.0, -1400.0, 2000.0},
                                           WinchCable{1300.0, 750.0, 2010.0},
                                           WinchCable{-1250.0, 800.0, 1990.0}};

    at_random_points([&](double x, double y, double z) {
        expect_near(winch_nozzle(cables, positions_at(cables, x, y, z)), x, y, z);
    });
}

TEST(CurvedKinematics, has_no_nozzle_where_the_arms_do_not_meet) {
    EXPECT_FALSE(delta_nozzle(towers, {0.0, 0.0, 900.0}));
    EXPECT_FALSE(delta_nozzle({towers[0], towers[0], towers[0]}, {0.0, 0.0, 0.0}));
    EXPECT_FALSE(
        deltesian_nozzle({DeltesianTower{100.0, -50.0}, DeltesianTower{100.0, 50.0}}, {0.0, 0.0}));
}

// A lower arm that hangs straight down from a level upper arm.
TEST(CurvedKinematics, knows_a_rotary_arm_by_hand) {
    const RotaryArm arm{1.0, 0.0, 30.0, 400.0, 100.0 * 100.0, 300.0 * 300.0};

    EXPECT_NEAR(arm.position(130.0, 0.0, 100.0), 0.0, 1e-12);
}

}  // namespace
}  // namespace escapement::motion
