// Beds and pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/probe.hpp"

#include <gtest/gtest.h>

namespace escapement::sim {
namespace {

using base::Seconds;

TEST(Bed, is_a_plane_with_a_bump) {
    const Bed bed{.height = 0.1,
                  .tilt_x = 0.001,
                  .tilt_y = -0.002,
                  .bump_height = 0.05,
                  .bump_radius = 10.0,
                  .bump_middle = {50.0, 50.0}};

    EXPECT_DOUBLE_EQ(bed.at(0.0, 0.0), 0.1);
    EXPECT_DOUBLE_EQ(bed.at(100.0, 10.0), 0.1 + 0.1 - 0.02);
    EXPECT_DOUBLE_EQ(bed.at(50.0, 50.0), 0.1 + 0.05 - 0.1 + 0.05);
    EXPECT_NEAR(bed.at(55.0, 50.0), 0.1 + 0.055 - 0.1 + 0.025, 1e-12);
}

void pulse(ServoProbe& probe, double& now, double length) {
    probe.control(true, Seconds{now});
    probe.control(false, Seconds{now + length});
    now += 0.020;
}

TEST(ServoProbe, goes_down_and_up_as_pulses_say) {
    ServoProbe probe;
    double now = 1.0;
    EXPECT_FALSE(probe.triggered(true));

    pulse(probe, now, 0.000650);
    EXPECT_TRUE(probe.deployed());
    EXPECT_TRUE(probe.triggered(true));
    EXPECT_FALSE(probe.triggered(false));

    pulse(probe, now, 0.001475);
    EXPECT_FALSE(probe.deployed());
    EXPECT_FALSE(probe.triggered(true));
}

TEST(ServoProbe, triggers_in_touch_mode_while_its_pin_is_up) {
    ServoProbe probe;
    double now = 1.0;

    pulse(probe, now, 0.001165);
    EXPECT_TRUE(probe.triggered(false));
    pulse(probe, now, 0.002190);
    EXPECT_FALSE(probe.triggered(false));
}

TEST(ServoProbe, takes_no_notice_of_other_pulses) {
    ServoProbe probe;
    double now = 1.0;

    pulse(probe, now, 0.000800);

    EXPECT_FALSE(probe.deployed());
}

}  // namespace
}  // namespace escapement::sim
