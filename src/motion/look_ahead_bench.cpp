// How many moves a second the look-ahead plans.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include "motion/look_ahead.hpp"
#include "motion/wavy_path.hpp"

namespace escapement::motion {
namespace {

void plan_wavy_loop(benchmark::State& state) {
    const int corners = static_cast<int>(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(wavy_moves(corners));
    state.SetItemsProcessed(state.iterations() * corners);
}
BENCHMARK(plan_wavy_loop)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

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
