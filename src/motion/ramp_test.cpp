// Ramps: against numbers worked out by hand, their own phases, and each other.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/ramp.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace escapement::motion {
namespace {

// The knee is at 40 mm/s.
constexpr RampLimits limits{{2000.0}, {100'000.0}};

// Where a ramp's phases lead, one after the other.
struct Travelled {
    double distance = 0.0, speed = 0.0, accel = 0.0, time = 0.0, most_accel = 0.0;
};

Travelled travel(const RampLimits& ramp, Speed from, Speed to) {
    Travelled at{.speed = from.value};
    for (const RampPhase& phase : ramp.phases(from, to)) {
        const double t = phase.duration.count(), a = phase.accel.value, j = phase.jerk.value;
        EXPECT_GE(t, 0.0);
        if (t > 0.0 && ramp.jerk != unlimited_jerk) {
            EXPECT_NEAR(a, at.accel, 1e-9 * ramp.accel.value);
        }
        at.distance += t * (at.speed + t * (a / 2.0 + t * j / 6.0));
        at.speed += t * (a + t * j / 2.0);
        at.accel = a + t * j;
        at.time += t;
        at.most_accel = std::max({at.most_accel, std::abs(a), std::abs(at.accel)});
    }
    return at;
}

struct Case {
    RampLimits ramp;
    Speed speed;
    Length distance;
};

// Limits, speeds and distances over many orders of magnitude.
Case random_case(std::mt19937& random) {
    std::uniform_real_distribution<double> u(0.0, 1.0);
    return {{{std::pow(10.0, 2.0 + 3.0 * u(random))}, {std::pow(10.0, 3.0 + 5.0 * u(random))}},
            {u(random) < 0.1 ? 0.0 : std::pow(10.0, 4.0 * u(random) - 1.0)},
            {std::pow(10.0, 6.0 * u(random) - 3.0)}};
}

TEST(Ramp, below_the_knee_has_two_phases) {
    EXPECT_DOUBLE_EQ(limits.duration(Speed{}, Speed{10.0}).count(), 0.02);
    EXPECT_DOUBLE_EQ(limits.distance(Speed{20.0}, Speed{30.0}).value, 25.0 * 0.02);
    EXPECT_EQ(limits.phases(Speed{}, Speed{10.0})[1].duration, Seconds{});
}

TEST(Ramp, above_the_knee_holds_its_acceleration) {
    EXPECT_DOUBLE_EQ(limits.duration(Speed{}, Speed{100.0}).count(), 0.05 + 0.02);
    EXPECT_DOUBLE_EQ(limits.phases(Speed{}, Speed{100.0})[1].duration.count(), 0.03);
}

TEST(Ramp, without_a_limit_of_jerk_is_one_of_constant_acceleration) {
    const RampLimits plain{{2000.0}};

    EXPECT_DOUBLE_EQ(plain.duration(Speed{}, Speed{100.0}).count(), 0.05);
    EXPECT_DOUBLE_EQ(plain.reach(Speed{30.0}, Length{1.0}).value, 70.0);
    EXPECT_DOUBLE_EQ(plain.sure_reach(Speed{30.0}, Length{1.0}).value, 70.0);
    EXPECT_DOUBLE_EQ(travel(plain, Speed{100.0}, Speed{}).distance, 2.5);
}

TEST(Ramp, keeps_to_its_limits_and_joins_without_a_jolt) {
    std::mt19937 random(1);
    for (int i = 0; i < 20'000; ++i) {
        const auto [ramp, from, distance] = random_case(random);
        const Speed to = i % 2 ? ramp.reach(from, distance) : Speed{0.5 * from.value};
        const auto end = travel(ramp, from, to);
        const double scale = std::max(from.value, to.value);
        ASSERT_NEAR(end.speed, to.value, 1e-9 * scale) << i;
        ASSERT_NEAR(end.accel, 0.0, 1e-9 * ramp.accel.value) << i;
        ASSERT_LE(end.most_accel, ramp.accel.value * (1.0 + 1e-12)) << i;
        ASSERT_NEAR(end.time, ramp.duration(from, to).count(), 1e-12 + 1e-9 * end.time) << i;
        ASSERT_NEAR(end.distance, ramp.distance(from, to).value, 1e-9 * end.distance) << i;
    }
}

TEST(Ramp, reaches_the_greatest_speed_for_which_the_distance_does) {
    std::mt19937 random(4);
    for (int i = 0; i < 20'000; ++i) {
        const auto [ramp, from, distance] = random_case(random);
        const Speed to = ramp.reach(from, distance);
        ASSERT_GE(to, from) << i;
        ASSERT_LE(ramp.distance(from, to), distance) << i;
        ASSERT_GT(ramp.distance(from, to * (1.0 + 1e-9)), distance) << i;
    }
}

TEST(Ramp, reaches_farther_from_rest_than_from_a_low_speed) {
    const Length distance{0.1};  // far too short for full acceleration

    const Speed rest = limits.reach(Speed{}, distance), dip = limits.sure_reach(Speed{}, distance);

    EXPECT_LT(dip.value, rest.value);
    EXPECT_GT(dip.value, 0.944 * rest.value);
    EXPECT_NEAR(limits.reach(dip / 3.0, distance).value, dip.value, 1e-9);
}

TEST(Ramp, has_a_sure_reach_that_is_the_least_of_those_to_come) {
    std::mt19937 random(2);
    for (int i = 0; i < 2000; ++i) {
        const auto [ramp, from, distance] = random_case(random);
        double least = ramp.reach(from, distance).value;
        for (int k = 0; k <= 400; ++k) {
            const Speed above{from.value + least * k / 400.0};
            least = std::min(least, ramp.reach(above, distance).value);
        }
        ASSERT_LE(ramp.sure_reach(from, distance).value, least * (1.0 + 1e-12)) << i;
        ASSERT_GT(ramp.sure_reach(from, distance).value, least * (1.0 - 1e-4)) << i;
    }
}

TEST(Ramp, has_a_peak_that_uses_up_the_distance) {
    std::mt19937 random(3);
    for (int i = 0; i < 20'000; ++i) {
        const auto [ramp, a, distance] = random_case(random);
        const Speed b = i % 3 ? Speed{a.value * (i % 7) / 7.0} : a;
        if (ramp.distance(a, b) > distance) continue;
        const Speed most{a.value * (1.0 + i % 5)};
        const Speed peak = ramp.peak(a, b, distance, most);
        ASSERT_EQ(peak.value, ramp.peak(b, a, distance, most).value) << i;
        ASSERT_LE(peak.value, std::max(most.value, a.value)) << i;
        const auto used = [&](Speed v) { return ramp.distance(a, v) + ramp.distance(v, b); };
        ASSERT_LE(used(peak), distance * (1.0 + 1e-15)) << i;
        ASSERT_TRUE(peak >= most || used(peak * (1.0 + 1e-9)) > distance) << i;
    }
}

}  // namespace
}  // namespace escapement::motion
