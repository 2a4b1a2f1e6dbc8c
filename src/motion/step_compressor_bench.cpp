// How many steps a second are compressed, and into how few runs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include <utility>
#include <vector>

#include "motion/blend_path.hpp"
#include "motion/look_ahead.hpp"
#include "motion/step_compressor.hpp"
#include "motion/step_solver.hpp"
#include "motion/wavy_path.hpp"

namespace escapement::motion {
namespace {

// Either times or a row.
struct Batch {
    Direction direction;
    std::vector<double> times;
    EvenSteps row;
};

class RecordingSink final : public StepSink {
  public:
    void steps(Direction direction, std::span<const double> times) override {
        batches.push_back({direction, {times.begin(), times.end()}, {}});
        count += static_cast<std::int64_t>(times.size());
    }
    void even_steps(Direction direction, const EvenSteps& row) override {
        batches.push_back({direction, {}, row});
        count += row.count;
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

RecordingSink steps_of(const SegmentQueue& queue, const Blend& blend, double steps_per_mm) {
    StepSolver solver(Length{1.0 / steps_per_mm});
    solver.follow(blend_path(blend, queue, 0));
    solver.set_position(blended(blend, queue[0].from));
    RecordingSink steps;
    solver.solve(queue.end(), steps);
    return steps;
}

void compress(benchmark::State& state, const SegmentQueue& queue, const Blend& blend) {
    const RecordingSink steps = steps_of(queue, blend, static_cast<double>(state.range(0)));
    CountingRuns runs;
    const ClockRate rate{0.0, static_cast<double>(state.range(1)) * 1e6};
    for (auto _ : state) {
        StepCompressor compressor(rate, runs);
        for (const Batch& batch : steps.batches) {
            if (batch.times.empty())
                compressor.even_steps(batch.direction, batch.row);
            else
                compressor.steps(batch.direction, batch.times);
        }
        compressor.flush();
    }
    using benchmark::Counter;
    const auto made = static_cast<double>(state.iterations() * steps.count);
    state.SetItemsProcessed(state.iterations() * steps.count);
    state.counters["steps_per_run"] = made / static_cast<double>(runs.count);
    state.counters["s_per_run"] =
        Counter(static_cast<double>(runs.count), Counter::kIsRate | Counter::kInvert);
}

// Curves: short chords, hardly a step like the one before.
void compress_wavy_loop(benchmark::State& state, const Blend& blend) {
    compress(state, wavy_segments(20'000), blend);
}

// Cruises: lines of 60 mm there and back, at speeds whose steps are no whole ticks apart.
SegmentQueue infill_segments() {
    SegmentQueue queue;
    PrintTime time{Seconds{1.0}};
    Position from{};
    for (int line = 0; line < 2000; ++line) {
        Position to = from;
        to[0] = {line % 2 == 0 ? 60.0 : 0.0};
        to[1] = from[1] + Length{0.4};
        Move move(from, to, Speed{80.0 + 0.37 * (line % 50)}, wavy_limits);
        LookAhead alone;
        alone.add(std::move(move));
        for (const Move& planned : alone.flush(Flush::everything)) {
            queue.append(toolhead_segment(time, planned));
            time = queue.end();
        }
        from = to;
    }
    return queue;
}

void compress_infill(benchmark::State& state, const Blend& blend) {
    compress(state, infill_segments(), blend);
}

// From segments to runs, all that a stepper needs, in portions of a few seconds.
void solve_and_compress(benchmark::State& state, const SegmentQueue& queue) {
    const double steps_per_mm = static_cast<double>(state.range(0));
    const std::int64_t count = steps_of(queue, cartesian.blend[0], steps_per_mm).count;
    CountingRuns runs;
    for (auto _ : state) {
        StepCompressor compressor({0.0, static_cast<double>(state.range(1)) * 1e6}, runs);
        StepSolver solver(Length{1.0 / steps_per_mm});
        solver.follow(blend_path(cartesian.blend[0], queue, 0));
        solver.set_position(blended(cartesian.blend[0], queue[0].from));
        for (PrintTime until{}; until < queue.end(); until += Seconds{4.0}) {
            solver.solve(until, compressor);
            compressor.flush(compressor.last_clock());
        }
        solver.solve(queue.end(), compressor);
        compressor.flush();
    }
    state.SetItemsProcessed(state.iterations() * count);
}

void solve_and_compress_wavy_loop(benchmark::State& state) {
    solve_and_compress(state, wavy_segments(20'000));
}
void solve_and_compress_infill(benchmark::State& state) {
    solve_and_compress(state, infill_segments());
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

BENCHMARK(solve_and_compress_wavy_loop)
    ->ArgNames({"steps_per_mm", "mhz"})
    ->Args({80, 180})
    ->Args({320, 180});
BENCHMARK(solve_and_compress_infill)
    ->ArgNames({"steps_per_mm", "mhz"})
    ->Args({80, 180})
    ->Args({320, 180});

BENCHMARK_CAPTURE(compress_infill, cartesian_x, cartesian.blend[0])
    ->ArgNames({"steps_per_mm", "mhz"})
    ->Args({80, 16})
    ->Args({80, 180})
    ->Args({320, 180});

}  // namespace
}  // namespace escapement::motion
