// How many moves a second the look-ahead plans.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include <vector>

#include "motion/look_ahead.hpp"
#include "motion/wavy_path.hpp"

namespace escapement::motion {
namespace {

// Chords of a wavy loop, flushed at that many hundredths of a second of motion; nothing is kept.
void plan_chords(benchmark::State& state, const MoveLimits& limits) {
    constexpr int corners = 100'000;
    std::vector<Position> path;
    for (int i = 0; i <= corners; ++i) path.push_back(wavy_corner(i));
    for (auto _ : state) {
        LookAhead look_ahead(Seconds{0.01 * static_cast<double>(state.range(0))});
        Seconds time{};
        const auto take = [&](Flush what) {
            for (const Move& move : look_ahead.flush(what)) time += move.profile().duration();
        };
        for (int i = 0; i < corners; ++i)
            if (look_ahead.add(Move(path[i], path[i + 1], Speed{90.0}, limits)))
                take(Flush::settled_moves);
        take(Flush::everything);
        benchmark::DoNotOptimize(time);
    }
    state.SetItemsProcessed(state.iterations() * corners);
}

void plan_wavy_loop(benchmark::State& state) {
    plan_chords(state, wavy_limits);
}
BENCHMARK(plan_wavy_loop)->Arg(15)->Arg(200)->Unit(benchmark::kMillisecond);

void plan_wavy_loop_with_limited_jerk(benchmark::State& state) {
    MoveLimits limits = wavy_limits;
    limits.max_jerk = Jerk{60'000.0};
    plan_chords(state, limits);
}
BENCHMARK(plan_wavy_loop_with_limited_jerk)->Arg(15)->Arg(200)->Unit(benchmark::kMillisecond);

// Nothing settles until the end: the case that would be quadratic if every flush looked at
// every move.
void plan_without_peak(benchmark::State& state) {
    const int moves = static_cast<int>(state.range(0));
    const MoveLimits slow_start{{1e6}, {1.0}, 0.0, {5.0}};
    for (auto _ : state) {
        LookAhead look_ahead;
        Position from{}, to{};
        for (int i = 0; i < moves; ++i) {
            to[0] = from[0] + Length{0.1};
            if (look_ahead.add(Move(from, to, Speed{1e6}, slow_start)))
                benchmark::DoNotOptimize(look_ahead.flush(Flush::settled_moves));
            from = to;
        }
        benchmark::DoNotOptimize(look_ahead.flush(Flush::everything));
    }
    state.SetItemsProcessed(state.iterations() * moves);
}
BENCHMARK(plan_without_peak)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace escapement::motion
