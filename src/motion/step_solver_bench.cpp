// How many step times a second the solver finds.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include "motion/blend_path.hpp"
#include "motion/step_solver.hpp"
#include "motion/wavy_path.hpp"

namespace escapement::motion {
namespace {

class CountingSink final : public StepSink {
  public:
    void steps(Direction, std::span<const double> times) override {
        count_ += times.size();
        benchmark::DoNotOptimize(times.data());
    }
    void settle() override {}
    std::int64_t count() const { return static_cast<std::int64_t>(count_); }

  private:
    std::size_t count_ = 0;
};

// Steps of one stepper over 20,000 chords, with this many steps per millimetre.
void solve_wavy_loop(benchmark::State& state, const Blend& blend) {
    const SegmentQueue queue = wavy_segments(20'000);
    std::int64_t steps = 0;
    for (auto _ : state) {
        StepSolver solver(Length{1.0 / static_cast<double>(state.range(0))});
        solver.follow(blend_path(blend, queue, 0));
        const Position start = wavy_corner(0);
        solver.set_position(blended(blend, Point{start[0], start[1], start[2]}));
        CountingSink sink;
        solver.solve(queue.end(), sink);
        steps += sink.count();
    }
    state.SetItemsProcessed(steps);
}
BENCHMARK_CAPTURE(solve_wavy_loop, cartesian_x, cartesian.blend[0])->Arg(80)->Arg(320);
BENCHMARK_CAPTURE(solve_wavy_loop, corexy_a, corexy.blend[0])->Arg(80)->Arg(320);

}  // namespace
}  // namespace escapement::motion
