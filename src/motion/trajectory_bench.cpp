// What shaping costs: making tracks, and joining those of two axes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include <string>

#include "motion/shaper_kinds.hpp"
#include "motion/trajectory.hpp"
#include "motion/wavy_path.hpp"

namespace escapement::motion {
namespace {

constexpr int chords = 20'000;

// Items are pieces of one axis.
void make_track_of_wavy_loop(benchmark::State& state, const std::string& kind) {
    const SegmentQueue queue = wavy_segments(chords);
    const Shaper shaper = *make_shaper(kind, {40.0, 0.1});
    std::int64_t pieces = 0;
    for (auto _ : state) {
        const auto track = make_track(shaper, 0.0, 0.0);
        SegmentStretches all(queue, 0, every_axis);
        Stretch stretch;
        while (all.next(PrintTime::max(), stretch))
            track->add(stretch.start, stretch.duration, stretch.axes[0]);
        for (double until = 0.0; until < queue.end().time_since_epoch().count(); until += 0.25)
            track->advance(until);
        pieces += static_cast<std::int64_t>(track->end_sequence());
    }
    state.SetItemsProcessed(pieces);
}
BENCHMARK_CAPTURE(make_track_of_wavy_loop, zv, "zv");
BENCHMARK_CAPTURE(make_track_of_wavy_loop, mzv, "mzv");
BENCHMARK_CAPTURE(make_track_of_wavy_loop, three_hump_ei, "3hump_ei");
BENCHMARK_CAPTURE(make_track_of_wavy_loop, smooth_mzv, "smooth_mzv");

// Items are stretches of x and y together; the time is that of the tracks and of joining them.
void join_tracks_of_wavy_loop(benchmark::State& state, AxisMask matters) {
    const SegmentQueue queue = wavy_segments(chords);
    std::int64_t stretches = 0;
    for (auto _ : state) {
        Trajectory trajectory;
        trajectory.set_shapers(
            {*make_shaper("mzv", {40.0, 0.1}), *make_shaper("mzv", {50.0, 0.1}), Shaper{}});
        const auto source = trajectory.stretches(matters);
        for (auto i = queue.first_sequence(); i < queue.end_sequence(); ++i)
            trajectory.segments().append(queue[i]);
        Stretch stretch;
        for (PrintTime until{}; until < queue.end(); until += Seconds{0.25}) {
            trajectory.advance(until);
            while (source->next(until, stretch)) ++stretches;
        }
    }
    state.SetItemsProcessed(stretches);
}
BENCHMARK_CAPTURE(join_tracks_of_wavy_loop, x, (AxisMask{true, false, false}));
BENCHMARK_CAPTURE(join_tracks_of_wavy_loop, x_y, (AxisMask{true, true, false}));

}  // namespace
}  // namespace escapement::motion
