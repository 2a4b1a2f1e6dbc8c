// Curves of speed: their shape, and walks along them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/speed_curve.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace escapement::motion {
namespace {

constexpr RampLimits limits{{3000.0}, {60'000.0}};

// The distance a curve has come after a time, phase by phase.
double distance_after(const SpeedCurve& curve, double time) {
    double v = curve.start.value, distance = 0.0;
    for (const RampPhase& phase : curve.phases()) {
        const double t = std::clamp(time, 0.0, phase.duration.count());
        const double a = phase.accel.value, j = phase.jerk.value;
        distance += (v + (0.5 * a + j * t / 6.0) * t) * t;
        v += (a + 0.5 * j * t) * t;
        time -= t;
    }
    return distance;
}

TEST(SpeedCurve, cruises_over_what_its_ramps_leave) {
    const auto curve = fastest_curve(limits, {{}, {}}, Length{50.0}, Speed{200.0});

    EXPECT_EQ(curve.peak.value, 200.0);
    EXPECT_DOUBLE_EQ(curve.rising().count(), 200.0 / 3000.0 + 0.05);
    EXPECT_NEAR(distance_after(curve, curve.duration().count()), 50.0, 1e-12);
    EXPECT_NEAR(curve.distance().value, 50.0, 1e-12);
}

TEST(SpeedCurve, without_room_for_more_is_a_single_ramp) {
    const Length distance = limits.distance(Speed{20.0}, Speed{80.0});

    const auto curve = fastest_curve(limits, {Speed{20.0}, Speed{80.0}}, distance, Speed{300.0});

    EXPECT_EQ(curve.peak.value, 80.0);
    EXPECT_NEAR(curve.cruising.count(), 0.0, 1e-12);
    EXPECT_EQ(curve.falling(), Seconds{});
}

TEST(CurveWalk, finds_when_each_distance_is_reached) {
    std::mt19937 random(4);
    std::uniform_real_distribution<double> u(0.0, 1.0);
    for (int i = 0; i < 500; ++i) {
        const Length distance{0.1 + 40.0 * u(random)};
        const Speed from{50.0 * u(random)};
        const Speed to = std::min(Speed{50.0 * u(random)}, limits.reach(from, distance));
        if (limits.distance(from, to) > distance) continue;
        const auto curve =
            fastest_curve(limits, {from, to}, distance, Speed{60.0 + 200.0 * u(random)});
        CurveWalk walk(curve);
        double come = 0.0;
        while (true) {
            const double step = 0.3 * u(random);
            if (come + step >= distance.value) break;
            come += step;
            const CurvePlace place = walk.advance(Length{step});
            ASSERT_NEAR(distance_after(curve, place.time.count()), come, 1e-12) << i;
            ASSERT_GE(place.speed, std::min(from, to));
            ASSERT_LE(place.speed, curve.peak * (1.0 + 1e-14));
        }
    }
}

TEST(CurveWalk, stops_at_the_end_of_its_curve) {
    const auto curve = fastest_curve(limits, {{}, Speed{10.0}}, Length{5.0}, Speed{100.0});
    CurveWalk walk(curve);

    const CurvePlace place = walk.advance(Length{6.0});

    EXPECT_DOUBLE_EQ(place.time.count(), curve.duration().count());
    EXPECT_NEAR(place.speed.value, 10.0, 1e-9);
}

}  // namespace
}  // namespace escapement::motion
