// The whole of a plan: from the example's G-code to the bytes for its board.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <cstdint>
#include <stdexcept>
#include <string>

#include "config/reader.hpp"
#include "escapement/mentioned_boards.hpp"
#include "escapement/planner.hpp"

using namespace escapement;

namespace {

const std::string examples = ESCAPEMENT_SOURCE_DIR "/examples/";

template <class T>
T value_of(base::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().what);
    return std::move(*result);
}

// Most memory that this program has had so far, in megabytes.
double peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

app::PlanSummary plan_once(const config::Document& config) {
    app::Planner planner(config, [](std::string_view) {});
    for (auto& board : value_of(app::boards_for_check(config, {})))
        if (auto added = planner.add_board(std::move(board), [](wire::Bytes) {}); !added)
            throw std::runtime_error(added.error().what);
    if (!planner.build().empty()) throw std::runtime_error("the example's configuration is bad");
    auto source = value_of(gcode::open_source(examples + "escape_wheel.gcode"));
    return value_of(planner.feed(source, {}));
}

void plan_the_example(benchmark::State& state) {
    const auto reading = config::read_config(examples + "corexy.cfg", config::DiskFiles());
    app::PlanSummary summary;
    for (auto _ : state) summary = plan_once(reading.document);
    double steps = 0.0, bytes = 0.0;
    for (const auto& [name, count] : summary.steps) steps += static_cast<double>(count);
    for (const auto& board : summary.boards) bytes += static_cast<double>(board.bytes);
    using benchmark::Counter;
    const auto rate = Counter::kIsIterationInvariantRate;
    state.counters["lines/s"] = Counter(static_cast<double>(summary.lines), rate);
    state.counters["steps/s"] = Counter(steps, rate);
    state.counters["bytes/step"] = Counter(bytes / steps);
    state.counters["peak_MB"] = Counter(peak_megabytes());
}
BENCHMARK(plan_the_example)->Unit(benchmark::kMillisecond);

}  // namespace
