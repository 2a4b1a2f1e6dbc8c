// What all shaped axes have in common, whatever shapes them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/axis_track.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>

#include "motion/shaper_kinds.hpp"
#include "motion/testing_trajectory.hpp"

namespace escapement::motion {
namespace {

using testing::at;
using testing::ExactAxis;
using testing::pieces_of;
using testing::random_print;
using testing::seconds;
using testing::shaper_of;

// The portions in which a track is asked for change where rests are cut, and nothing else.
TEST(AxisTrack, does_not_depend_on_how_often_it_is_made) {
    const auto segments = random_print(300, 11);
    for (const char* kind : {"mzv", "3hump_ei", "smooth_mzv"}) {
        const auto often = pieces_of(shaper_of(kind), segments, 0.013);
        const auto once = pieces_of(shaper_of(kind), segments, 1000.0);
        std::size_t i = 0;
        for (const Piece& piece : often) {
            while (i < once.size() && once[i].end() < piece.end()) ++i;
            if (i == once.size()) break;
            for (const double t : {0.0, 0.5 * piece.duration})
                ASSERT_NEAR(piece.position.at(t),
                            once[i].position.at(piece.start + t - once[i].start),
                            4e-10);
        }
        EXPECT_GT(i + 2, once.size());
    }
}

std::vector<Segment> mirrored(std::vector<Segment> segments) {
    for (Segment& s : segments) {
        s.from.x = -s.from.x;
        s.direction[0] = -s.direction[0];
    }
    return segments;
}

TEST(AxisTrack, mirrors_what_is_mirrored) {
    const auto segments = random_print(300, 13);
    for (const char* kind : {"mzv", "smooth_mzv"}) {
        const auto there = pieces_of(shaper_of(kind), segments);
        const auto back = pieces_of(shaper_of(kind), mirrored(segments));
        ASSERT_EQ(there.size(), back.size());
        for (std::size_t i = 0; i < there.size(); ++i) {
            ASSERT_EQ(there[i].start, back[i].start);
            ASSERT_EQ(there[i].position, -1.0 * back[i].position);
        }
    }
}

// The same way back, at the same speeds, ending as long before `end` as it began after zero.
std::vector<Segment> reversed(const std::vector<Segment>& segments, double end) {
    std::vector<Segment> back;
    for (auto s = segments.rbegin(); s != segments.rend(); ++s) {
        Segment r = *s;
        r.start = at(end - seconds(s->end()));
        r.from = s->position_at(s->end());
        std::swap(r.accelerating, r.decelerating);
        r.start_speed = s->cruise_speed - s->acceleration * s->decelerating;
        for (double& share : r.direction) share = -share;
        back.push_back(r);
    }
    return back;
}

// Shaping without damping looks as far back as ahead.
TEST(AxisTrack, is_the_same_backwards) {
    const auto segments = random_print(300, 17);
    const double end = seconds(segments.back().end()) + 2.0;
    const Shaper shaper = *make_shaper("mzv", {40.0, 0.0});
    const ExactAxis backwards(reversed(segments, end), 0);

    for (const Piece& piece : pieces_of(shaper, segments)) {
        const double t = piece.start + 0.4 * piece.duration;
        if (t < 1.0) continue;
        ASSERT_NEAR(piece.position.at(0.4 * piece.duration),
                    static_cast<double>(testing::shaped_by_pulses(backwards, shaper, end - t)),
                    1e-9);
    }
}

TEST(AxisTrack, rests_where_it_is_placed) {
    const auto track = make_track(shaper_of("mzv"), 0.0, 10.0);
    track->add(1.0, 10.0, Polynomial{{10.0, 5.0}});
    track->advance(3.0);
    const std::uint64_t before = track->end_sequence();
    ASSERT_GT((*track)[before - 1].end(), 5.0);  // whole pieces, however long

    track->place(3.0, 77.0);
    EXPECT_EQ((*track)[before - 1].end(), 3.0);
    track->advance(3.5);

    ASSERT_EQ(track->end_sequence(), before + 1);
    EXPECT_EQ((*track)[before].start, 3.0);
    EXPECT_EQ((*track)[before].position, (Polynomial{{77.0}}));
    EXPECT_EQ(track->placements(), 1u);
    EXPECT_EQ(track->placed_at(), 3.0);
}

TEST(AxisTrack, forgets_what_everybody_has_read) {
    const auto segments = random_print(400, 19);
    const auto track = make_track(shaper_of("mzv"), 0.0, 0.0);
    std::size_t most = 0;
    double until = 0.0;
    for (const Segment& s : segments) {
        track->add(seconds(s.start), s.cruising.count(), Polynomial{{0.0, 1.0}});
        if (seconds(s.start) < until + 0.2) continue;
        until = seconds(s.start) - 0.1;
        track->advance(until);
        most = std::max<std::size_t>(most, track->end_sequence() - track->first_sequence());
    }
    EXPECT_GT(track->first_sequence(), 100u);
    EXPECT_LT(most, 400u);
}

}  // namespace
}  // namespace escapement::motion
