// Pulses of shapers against published numbers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/shaper_pulses.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "motion/shaper_kinds.hpp"

namespace escapement::motion {
namespace {

// Klipper's coefficients for three pulses without damping.
TEST(ShaperPulses, are_those_of_mzv) {
    const auto mzv = shaper_impulses("mzv", "", {50.0, 0.0});

    ASSERT_TRUE(mzv);
    ASSERT_EQ(mzv->size(), 3u);
    EXPECT_NEAR((*mzv)[0].amplitude, 1.0 - std::sqrt(0.5), 1e-15);
    EXPECT_NEAR((*mzv)[1].amplitude, std::sqrt(2.0) - 1.0, 1e-15);
    EXPECT_NEAR((*mzv)[1].later, 0.0075, 1e-15);
    EXPECT_NEAR((*mzv)[2].later, 0.015, 1e-15);
}

// shaper_defs.py of Klipper 84104bb, mzv(5, 0.6) at 22.2 Hz with a damping ratio of 0.1.
TEST(ShaperPulses, are_those_of_mzv_with_more_pulses) {
    const auto mzv = shaper_impulses("mzv", "5, 0.6", {22.2, 0.1});

    ASSERT_TRUE(mzv);
    ASSERT_EQ(mzv->size(), 5u);
    EXPECT_NEAR((*mzv)[0].amplitude, 0.34792289812970734, 1e-12);
    EXPECT_NEAR((*mzv)[0].later, 0, 1e-15);
    EXPECT_NEAR((*mzv)[1].amplitude, 0.098336225044419218, 1e-12);
    EXPECT_NEAR((*mzv)[1].later, 0.0067907960490487303, 1e-15);
    EXPECT_NEAR((*mzv)[2].amplitude, 0.072764463765169055, 1e-12);
    EXPECT_NEAR((*mzv)[2].later, 0.013581592098097461, 1e-15);
    EXPECT_NEAR((*mzv)[3].amplitude, 0.08136517121966054, 1e-12);
    EXPECT_NEAR((*mzv)[3].later, 0.020372388147146189, 1e-15);
    EXPECT_NEAR((*mzv)[4].amplitude, 0.23819521488817166, 1e-12);
    EXPECT_NEAR((*mzv)[4].later, 0.027163184196194921, 1e-15);
}

// The same for ei(v_tol=0.02) at 39.3 Hz with a damping ratio of 0.4.
TEST(ShaperPulses, are_those_of_ei_with_its_tolerance) {
    const auto ei = shaper_impulses("ei", "v_tol=0.02", {39.3, 0.4});

    ASSERT_TRUE(ei);
    ASSERT_EQ(ei->size(), 3u);
    EXPECT_NEAR((*ei)[0].amplitude, 0.67408295200000001, 1e-12);
    EXPECT_NEAR((*ei)[0].later, 0, 1e-15);
    EXPECT_NEAR((*ei)[1].amplitude, 0.27120181599999998, 1e-12);
    EXPECT_NEAR((*ei)[1].later, 0.014506883026636108, 1e-15);
    EXPECT_NEAR((*ei)[2].amplitude, 0.054715232000000003, 1e-12);
    EXPECT_NEAR((*ei)[2].later, 0.027763090360813283, 1e-15);
}

// The same for 3hump_ei at 40 Hz with a damping ratio of 0.15.
TEST(ShaperPulses, are_those_of_three_humps) {
    const auto humps = shaper_impulses("3hump_ei", "", {40.0, 0.15});

    ASSERT_TRUE(humps);
    ASSERT_EQ(humps->size(), 5u);
    EXPECT_NEAR((*humps)[0].amplitude, 0.29688617499999997, 1e-12);
    EXPECT_NEAR((*humps)[0].later, 0, 1e-15);
    EXPECT_NEAR((*humps)[1].amplitude, 0.28708592499999996, 1e-12);
    EXPECT_NEAR((*humps)[1].later, 0.014690244375000001, 1e-15);
    EXPECT_NEAR((*humps)[2].amplitude, 0.22367486000000003, 1e-12);
    EXPECT_NEAR((*humps)[2].later, 0.026724253125, 1e-15);
    EXPECT_NEAR((*humps)[3].amplitude, 0.1313116875, 1e-12);
    EXPECT_NEAR((*humps)[3].later, 0.038158231250000001, 1e-15);
    EXPECT_NEAR((*humps)[4].amplitude, 0.061039950000000003, 1e-12);
    EXPECT_NEAR((*humps)[4].later, 0.049733482187500004, 1e-15);
}

TEST(ShaperPulses, are_there_for_pulsed_kinds_only) {
    EXPECT_FALSE(shaper_impulses("smooth_zv", "", {40.0, 0.1}));
}

}  // namespace
}  // namespace escapement::motion
