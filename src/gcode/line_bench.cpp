// How fast lines of G-code are taken apart.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include <string>

#include "gcode/parameters.hpp"
#include "gcode/source.hpp"

namespace escapement::gcode {
namespace {

// A stretch of infill as slicers write it, `lines` lines long.
std::string infill(int lines) {
    std::string text;
    for (int i = 0; i < lines; ++i) {
        const auto n = std::to_string(100 + i % 97);
        text += "G1 X" + n + ".731 Y" + n + ".209 E.0" + n + "\n";
    }
    return text;
}

void parse_moves(benchmark::State& state) {
    for (auto _ : state) {
        const auto line = parse_line("G1 X101.731 Y88.209 E.04217");
        benchmark::DoNotOptimize(*line.number_or('X', 0.0));
        benchmark::DoNotOptimize(*line.number_or('Y', 0.0));
        benchmark::DoNotOptimize(*line.number_or('E', 0.0));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(parse_moves);

void parse_extended_commands(benchmark::State& state) {
    for (auto _ : state) {
        const auto line = parse_line("SET_VELOCITY_LIMIT ACCEL=3000 SQUARE_CORNER_VELOCITY=\"5\"");
        benchmark::DoNotOptimize(*parameters(line)->required_number("ACCEL"));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(parse_extended_commands);

void read_and_parse_file(benchmark::State& state) {
    const auto content = infill(100'000);
    for (auto _ : state) {
        Source source("infill", std::make_unique<MemoryInput>(content));
        while (const auto next = *source.next()) {
            const auto line = parse_line(next->text);
            benchmark::DoNotOptimize(line.has('X'));
        }
    }
    state.SetItemsProcessed(state.iterations() * 100'000);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(content.size()));
}
BENCHMARK(read_and_parse_file);

}  // namespace
}  // namespace escapement::gcode
