// How many steps a second are compressed, and into how few runs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include <vector>

#include "motion/blend_path.hpp"
#include "motion/step_compressor.hpp"
#include "motion/step_solver.hpp"
#include "motion/wavy_path.hpp"

namespace escapement::motion {
namespace {

struct Batch {
    Direction direction;
    std::vector<double> times;
};

class RecordingSink final : public StepSink {
  public:
    void steps(Direction direction, std::span<const double> times) override {
        batches.push_back({direction, {times.begin(), times.end()}});
        count += static_cast<std::int64_t>(times.size());
    }
    void settle() override {}

    std::vector<Batch> batches;
    std::int64_t count = 0;
};

class CountingRuns final : public RunSink {
  public:
    void direction(Direction) override {}
    void run(const StepRun&, base::McuClock, base::McuClock) override { ++count; }

    std::int64_t count = 0;
};

void compress_wavy_loop(benchmark::State& state, const Blend& blend) {
    const SegmentQueue queue = wavy_segments(20'000);
    const Position start = wavy_corner(0);
    StepSolver solver(Length{1.0 / static_cast<double>(state.range(0))});
    solver.follow(blend_path(blend, queue, 0));
    solver.set_position(blended(blend, Point{start[0], start[1], start[2]}));
    RecordingSink steps;
    solver.solve(queue.end(), steps);

    CountingRuns runs;
    const ClockRate rate{0.0, static_cast<double>(state.range(1)) * 1e6};
    for (auto _ : state) {
        StepCompressor compressor(rate, runs);
        for (const Batch& batch : steps.batches) compressor.steps(batch.direction, batch.times);
        compressor.flush();
    }
    state.SetItemsProcessed(state.iterations() * steps.count);
    state.counters["steps_per_run"] =
        static_cast<double>(state.iterations() * steps.count) / static_cast<double>(runs.count);
}
BENCHMARK_CAPTURE(compress_wavy_loop, cartesian_x, cartesian.blend[0])
    ->ArgNames({"steps_per_mm", "mhz"})
    ->Args({80, 16})
    ->Args({80, 180})
    ->Args({320, 180});
BENCHMARK_CAPTURE(compress_wavy_loop, corexy_a, corexy.blend[0])
    ->ArgNames({"steps_per_mm", "mhz"})
    ->Args({80, 180})
    ->Args({320, 180});

}  // namespace
}  // namespace escapement::motion
