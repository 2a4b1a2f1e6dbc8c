// How long it takes to write a message down.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include <array>
#include <filesystem>

#include "base/assert.hpp"
#include "flight/recorder.hpp"

namespace escapement::flight {
namespace {

void record_blocks(benchmark::State& state) {
    const auto path = std::filesystem::temp_directory_path() / "recorder_bench.flight";
    auto recorder = Recorder::create(path, {}, base::HostTime());
    ASSERT(recorder);
    const std::array<std::uint8_t, 8> head{};
    const std::array<std::uint8_t, 59> payload{};
    const auto bytes = wire::Bytes(payload).first(static_cast<std::size_t>(state.range(0)));
    base::HostTime now{};
    for (auto _ : state) {
        (*recorder)->record({now, Kind::sent, 0, head, bytes});
        now += std::chrono::microseconds(100);
    }
    state.SetItemsProcessed(state.iterations());
    std::filesystem::remove(path);
}
BENCHMARK(record_blocks)->Arg(0)->Arg(20)->Arg(59);

}  // namespace
}  // namespace escapement::flight
