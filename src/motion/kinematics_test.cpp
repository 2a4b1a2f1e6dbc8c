// Linear kinematics there and back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/kinematics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace escapement::motion {
namespace {

static_assert(corexy.stepper(0, {{10.0}, {4.0}, {0.0}}) == Length{14.0});
static_assert(corexy.stepper(1, {{10.0}, {4.0}, {0.0}}) == Length{6.0});
static_assert(cartesian.stepper(2, {{10.0}, {4.0}, {7.0}}) == Length{7.0});

double worst_round_trip(const Linear& machine) {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> d(-300.0, 300.0);
    double worst = 0.0;
    for (int n = 0; n < 10'000; ++n) {
        const Point p{{d(random)}, {d(random)}, {d(random)}};
        const auto q =
            machine.nozzle({machine.stepper(0, p), machine.stepper(1, p), machine.stepper(2, p)});
        worst = std::max({worst,
                          std::abs((q->x - p.x).value),
                          std::abs((q->y - p.y).value),
                          std::abs((q->z - p.z).value)});
    }
    return worst;
}

TEST(Linear, comes_back_to_the_same_point) {
    EXPECT_LT(worst_round_trip(cartesian), 1e-12);
    EXPECT_LT(worst_round_trip(corexy), 1e-12);
    EXPECT_LT(worst_round_trip(corexz), 1e-12);
    EXPECT_LT(worst_round_trip(hybrid_corexy), 1e-12);
    EXPECT_LT(worst_round_trip(hybrid_corexz), 1e-12);
    EXPECT_LT(worst_round_trip({{{{1, 2, 0}, {0, 1, 3}, {4, 0, 1}}}}), 1e-11);
}

TEST(Linear, has_no_nozzle_when_two_steppers_say_the_same) {
    EXPECT_FALSE((Linear{{{{1, 1, 0}, {2, 2, 0}, {0, 0, 1}}}}.nozzle({})));
}

constexpr Point somewhere{{10.0}, {4.0}, {7.0}};

BlendReading reading(const Blend& blend) {
    return {blend, blended(blend, somewhere)};
}

TEST(FitPoint, finds_the_point_from_any_number_of_steppers) {
    const BlendReading five[] = {reading({1, 1, 0}),
                                 reading({1, -1, 0}),
                                 reading({0, 0, 1}),
                                 reading({0, 0, 1}),
                                 reading({1, -0.5, 0})};

    const auto point = fit_point(five, {});

    ASSERT_TRUE(point);
    EXPECT_NEAR(point->x.value, 10.0, 1e-12);
    EXPECT_NEAR(point->y.value, 4.0, 1e-12);
    EXPECT_NEAR(point->z.value, 7.0, 1e-12);
}

TEST(FitPoint, takes_the_middle_where_steppers_disagree) {
    const BlendReading askew[] = {
        {{1, 0, 0}, {10.0}}, {{0, 1, 0}, {4.0}}, {{0, 0, 1}, {7.0}}, {{0, 0, 1}, {8.0}}};

    EXPECT_EQ(fit_point(askew, {})->z, Length{7.5});
}

TEST(FitPoint, leaves_an_axis_alone_that_nobody_moves) {
    const BlendReading two[] = {reading({0, 1, 0}), reading({0, 0, 1})};

    EXPECT_EQ(fit_point(two, {{50.0}, {51.0}, {52.0}}), (Point{{50.0}, {4.0}, {7.0}}));
}

TEST(FitPoint, knows_when_axes_cannot_be_told_apart) {
    const BlendReading same[] = {reading({1, 1, 0}), reading({2, 2, 0}), reading({0, 0, 1})};
    const BlendReading nearly[] = {
        reading({1, 1, 0}), reading({1, 1.00001, 0}), reading({0, 0, 1})};
    const BlendReading huge[] = {
        reading({1e200, 0, 0}), reading({0, 1e200, 0}), reading({0, 0, 1e200})};

    EXPECT_FALSE(fit_point(same, {}));
    EXPECT_FALSE(fit_point(nearly, {}));
    EXPECT_FALSE(fit_point(huge, {}));
}

}  // namespace
}  // namespace escapement::motion
