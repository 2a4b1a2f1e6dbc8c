// How long it takes to make pieces of a delta tower's path, chord by chord.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include "motion/curved_kinematics.hpp"
#include "motion/curved_path.hpp"
#include "motion/wavy_path.hpp"

namespace escapement::motion {
namespace {

template <class Formula>
void make_pieces(benchmark::State& state, const Formula& formula) {
    const SegmentQueue queue = wavy_segments(20'000);
    std::vector<Piece> pieces;
    std::size_t made = 0;
    for (auto _ : state) {
        pieces.clear();
        CurvedPath<Formula> path(
            formula,
            std::make_unique<SegmentStretches>(queue, queue.first_sequence(), Formula::axes));
        path.advance(queue.end(), pieces);
        made += pieces.size();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(made));
}

BENCHMARK_CAPTURE(make_pieces, delta_tower, DeltaTower{333.0 * 333.0, 110.0, -64.75});
BENCHMARK_CAPTURE(make_pieces, polar_bed, PolarBed{});
BENCHMARK_CAPTURE(make_pieces,
                  rotary_arm,
                  RotaryArm{0.866, 0.5, 35.0, 405.0, 168.0 * 168.0, 322.0 * 322.0});

}  // namespace
}  // namespace escapement::motion
