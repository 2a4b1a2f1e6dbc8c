// Random prints on the timeline, and where they are in long double: what tests of shaping share.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "motion/axis_track.hpp"
#include "motion/look_ahead.hpp"
#include "motion/segment.hpp"
#include "motion/shaper.hpp"
#include "motion/shaper_kinds.hpp"
#include "motion/stretch.hpp"

namespace escapement::motion::testing {

inline PrintTime at(double seconds) {
    return PrintTime{Seconds{seconds}};
}

inline double seconds(PrintTime time) {
    return time.time_since_epoch().count();
}

// Moves in x and y, here and there only in one of them, with a stop and a pause every now and
// then; from `start` on.
inline std::vector<Segment> random_print(int moves, unsigned seed, double start = 2.0) {
    constexpr MoveLimits limits{{300.0}, {3000.0}, 0.5, {5.0}};
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> part(0.0, 1.0);
    LookAhead look_ahead;
    std::vector<Segment> segments;
    PrintTime time = at(start);
    const auto plan = [&] {
        for (const Move& move : look_ahead.flush(Flush::everything)) {
            segments.push_back(toolhead_segment(time, move));
            time = segments.back().end();
        }
    };
    Position here{};
    for (int i = 0; i < moves; ++i) {
        const double reach = part(random) < 0.2 ? 20.0 : 0.5, kind = part(random);
        Position next = here;
        if (kind > 0.1)
            next[0] = {50.0 + 0.9 * (here[0].value - 50.0) + reach * (part(random) - 0.5)};
        if (kind < 0.9)
            next[1] = {50.0 + 0.9 * (here[1].value - 50.0) + reach * (part(random) - 0.5)};
        Move move(here, next, Speed{10.0 + 200.0 * part(random)}, limits);
        if (move.is_empty()) continue;
        here = move.end();
        look_ahead.add(std::move(move));
        if (i % 40 != 39) continue;
        plan();
        time += Seconds{i % 80 == 39 ? 0.0 : 0.3 * part(random)};
    }
    plan();
    return segments;
}

// One axis of the segments, from before the first to after the last, in long double.
class ExactAxis {
  public:
    ExactAxis(std::vector<Segment> segments, std::size_t axis)
        : segments_(std::move(segments)), axis_(axis) {
        for (const Segment& s : segments_)
            for (const Seconds shift :
                 {Seconds{}, s.accelerating, s.accelerating + s.cruising, s.duration()})
                knots_.push_back(seconds(s.start + shift));
    }

    // Moments at which its polynomial changes.
    const std::vector<double>& knots() const { return knots_; }
    long double operator()(long double time) const {
        const auto after = std::upper_bound(
            segments_.begin(), segments_.end(), time, [](long double t, const Segment& s) {
                return t < seconds(s.start);
            });
        const Segment& s = after == segments_.begin() ? *after : *std::prev(after);
        const long double a = s.accelerating.count(), c = s.cruising.count(),
                          d = s.decelerating.count();
        const long double t = std::clamp(time - seconds(s.start), 0.0L, a + c + d);
        const long double up = std::min(t, a), level = std::clamp(t - a, 0.0L, c),
                          down = std::max(t - a - c, 0.0L);
        const long double accel = s.acceleration.value, cruise = s.cruise_speed.value;
        const long double way = (s.start_speed.value + accel * up / 2) * up + cruise * level +
                                (cruise - accel * down / 2) * down;
        const double from[] = {s.from.x.value, s.from.y.value, s.from.z.value};
        return from[axis_] + s.direction[axis_] * way;
    }

  private:
    std::vector<Segment> segments_;
    std::size_t axis_;
    std::vector<double> knots_;
};

inline long double shaped_by_pulses(const ExactAxis& axis, const Shaper& shaper, double time) {
    long double sum = 0;
    for (const Pulse& pulse : shaper.pulses())
        sum += pulse.amplitude * axis(static_cast<long double>(time) + pulse.later);
    return sum;
}

inline Shaper shaper_of(const std::string& text, double frequency = 40.0) {
    return *make_shaper(text, {frequency, 0.1});
}

// Every piece of the shaped axis x, asked for in portions.
inline std::vector<Piece> pieces_of(const Shaper& shaper,
                                    const std::vector<Segment>& segments,
                                    double portion = 0.25) {
    const auto track = make_track(shaper, 0.0, segments.front().from.x.value);
    SegmentQueue queue;
    for (const Segment& segment : segments) queue.append(segment);
    SegmentStretches all(queue, 0, every_axis);
    Stretch stretch;
    while (all.next(PrintTime::max(), stretch))
        track->add(stretch.start, stretch.duration, stretch.axes[0]);
    std::vector<Piece> pieces;
    std::uint64_t next = 0;
    for (double until = 0.0; until < seconds(segments.back().end()) + 2.0; until += portion) {
        track->advance(until);
        for (; next < track->end_sequence(); ++next) pieces.push_back((*track)[next]);
    }
    return pieces;
}

inline void expect_no_gaps(const std::vector<Piece>& pieces, double jump_mm) {
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        ASSERT_EQ(pieces[i].start, pieces[i - 1].end());
        ASSERT_GT(pieces[i].duration, 0.0);
        ASSERT_NEAR(
            pieces[i].position.at(0.0), pieces[i - 1].position.at(pieces[i - 1].duration), jump_mm);
    }
}

}  // namespace escapement::motion::testing
