// Axes shaped by pulses against their definition in long double.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/pulse_track.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "motion/testing_trajectory.hpp"

namespace escapement::motion {
namespace {

using testing::ExactAxis;
using testing::expect_no_gaps;
using testing::pieces_of;
using testing::random_print;
using testing::shaper_of;

constexpr std::array pulse_kinds{"zv", "mzv", "zvd", "ei", "2hump_ei", "3hump_ei"};

TEST(PulseTrack, is_the_sum_of_what_its_pulses_see) {
    const auto segments = random_print(1000, 7);
    const ExactAxis exact(segments, 0);
    for (const char* kind : pulse_kinds) {
        const Shaper shaper = shaper_of(kind);
        const auto pieces = pieces_of(shaper, segments);
        expect_no_gaps(pieces, 1e-11);
        for (const Piece& piece : pieces)
            for (const double t : {0.0, 0.3 * piece.duration, piece.duration})
                ASSERT_NEAR(
                    piece.position.at(t),
                    static_cast<double>(testing::shaped_by_pulses(exact, shaper, piece.start + t)),
                    2e-12 * 200.0)
                    << kind << " at " << piece.start + t;
    }
}

TEST(PulseTrack, costs_a_piece_for_each_change_that_a_pulse_sees) {
    const auto segments = random_print(1000, 7);
    std::size_t phases = 0;
    for (const Segment& s : segments)
        for (const Seconds part : {s.accelerating, s.cruising, s.decelerating})
            phases += part > Seconds{} && s.direction[0] != 0.0 ? 1 : 0;

    const auto pieces = pieces_of(shaper_of("mzv"), segments);

    EXPECT_LT(pieces.size(), 3 * phases * 115 / 100);
}

}  // namespace
}  // namespace escapement::motion
