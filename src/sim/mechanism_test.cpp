// Parts and nozzle undo each other; a few places known by hand.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/mechanism.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace escapement::sim {
namespace {

const DeltaMechanism delta(
    {{{-108.25, -62.5, 250.0}, {108.25, -62.5, 251.0}, {0.0, 125.0, 249.0}}});
const PolarMechanism polar;

void expect_near(const Vector& a, const Vector& b) {
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(a[i], b[i], 1e-9);
}

TEST(Mechanism, finds_the_nozzle_that_the_parts_came_from) {
    for (const Vector& there : {Vector{0, 0, 0}, Vector{40, -70, 0.2}, Vector{-60, 50, 150}}) {
        expect_near(delta.nozzle(delta.parts(there, {}), {}), there);
        expect_near(polar.nozzle(polar.parts(there, {}), {}), there);
    }
}

// 150, 200, 250: half of an Egyptian triangle.
TEST(DeltaMechanism, hangs_its_arms_from_the_carriages) {
    const DeltaMechanism upright(
        {{{150.0, 0.0, 250.0}, {-75.0, 130.0, 250.0}, {-75.0, -130.0, 250.0}}});

    EXPECT_DOUBLE_EQ(upright.parts({0, 0, 10}, {})[0], 210.0);
    EXPECT_DOUBLE_EQ(upright.parts({150, 0, 0}, {})[0], 250.0);
}

TEST(PolarMechanism, turns_on_beyond_half_a_turn) {
    const double pi = std::numbers::pi;

    EXPECT_NEAR(polar.parts({-10, -1e-3, 0}, {3.1, 0, 0})[0], pi + 1e-4, 1e-9);
    EXPECT_NEAR(polar.parts({10, 0, 0}, {6.0 * pi, 0, 0})[0], 6.0 * pi, 1e-12);
    expect_near(polar.nozzle({pi / 2, 30, 5}, {}), {0, 30, 5});
}

// A tenth of a degree at 100 mm is 0.17 mm to the side.
TEST(Mechanism, tells_how_far_off_the_nozzle_may_be) {
    const Vector off = uncertainty(polar, {100, 0, 5}, {0.1 * std::numbers::pi / 180, 0.02, 0.01});

    EXPECT_NEAR(off[0], 0.02, 1e-3);
    EXPECT_NEAR(off[1], 0.1745, 1e-3);
    EXPECT_NEAR(off[2], 0.01, 1e-9);
}

}  // namespace
}  // namespace escapement::sim
