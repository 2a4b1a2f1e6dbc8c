// Moves of one motor by itself.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/solo_move.hpp"

#include <gtest/gtest.h>

namespace escapement::motion {
namespace {

const PrintTime start{Seconds{2.0}};

TEST(SoloMove, speeds_up_cruises_and_slows_down) {
    const Segment s = solo_segment(start, {Length{5.0}, Length{25.0}, Speed{10.0}, Accel{100.0}});

    EXPECT_NEAR(s.accelerating.count(), 0.1, 1e-12);
    EXPECT_NEAR(s.cruising.count(), 1.9, 1e-12);
    EXPECT_NEAR(s.decelerating.count(), 0.1, 1e-12);
    EXPECT_NEAR(s.position_at(s.end()).x.value, 25.0, 1e-12);
}

TEST(SoloMove, does_not_reach_its_speed_on_a_short_way_back) {
    const Segment s = solo_segment(start, {Length{5.0}, Length{4.0}, Speed{50.0}, Accel{100.0}});

    EXPECT_NEAR(s.cruise_speed.value, 10.0, 1e-12);
    EXPECT_NEAR(s.cruising.count(), 0.0, 1e-12);
    EXPECT_NEAR(s.position_at(s.end()).x.value, 4.0, 1e-12);
}

TEST(SoloMove, jumps_to_its_speed_without_acceleration) {
    const Segment s = solo_segment(start, {Length{0.0}, Length{-3.0}, Speed{6.0}, Accel{}});

    EXPECT_EQ(s.duration(), Seconds{0.5});
    EXPECT_NEAR(s.position_at(start + Seconds{0.25}).x.value, -1.5, 1e-12);
}

TEST(SoloMove, takes_no_time_to_go_nowhere) {
    EXPECT_EQ(solo_segment(start, {Length{7.0}, Length{7.0}, Speed{6.0}, Accel{9.0}}).duration(),
              Seconds{});
}

}  // namespace
}  // namespace escapement::motion
