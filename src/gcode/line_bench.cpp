// How fast lines of G-code are taken apart.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

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

// Lines that differ, so that the processor cannot learn where their numbers end.
void parse_moves(benchmark::State& state) {
    std::vector<std::string> texts;
    for (int i = 0; i < 1000; ++i)
        texts.push_back("G1 X" + std::to_string(i * 37 % 500) + "." + std::to_string(i * 7 % 1000) +
                        " Y" + std::to_string(i * 91 % 300) + ".209 E.0" + std::to_string(i));
    Line line;
    std::size_t i = 0;
    for (auto _ : state) {
        line.parse(texts[i++ % texts.size()]);
        benchmark::DoNotOptimize(line.plain_number('X'));
        benchmark::DoNotOptimize(line.plain_number('Y'));
        benchmark::DoNotOptimize(line.plain_number('E'));
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
        Line line;
        while (const auto next = *source.next()) {
            line.parse(next->text);
            benchmark::DoNotOptimize(line.has('X'));
        }
    }
    state.SetItemsProcessed(state.iterations() * 100'000);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(content.size()));
}
BENCHMARK(read_and_parse_file);

}  // namespace
}  // namespace escapement::gcode
