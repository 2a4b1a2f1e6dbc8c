// How fast blocks and messages are written and read.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <vector>

#include "wire/frame.hpp"
#include "wire/message.hpp"

namespace escapement::wire {
namespace {

// The message of which a print has millions.
struct QueueStep {
    std::uint8_t oid = 0;
    std::uint32_t interval = 0;
    std::uint16_t count = 0;
    std::int16_t add = 0;
    static constexpr Schema<"queue_step",
                            &QueueStep::oid,
                            &QueueStep::interval,
                            &QueueStep::count,
                            &QueueStep::add>
        schema{};
};

std::array<std::uint8_t, max_payload_size> any_payload() {
    std::array<std::uint8_t, max_payload_size> payload{};
    for (std::size_t i = 0; i < payload.size(); ++i) payload[i] = static_cast<std::uint8_t>(37 * i);
    return payload;
}

void crc_of_a_block(benchmark::State& state) {
    const auto payload = any_payload();
    for (auto _ : state) benchmark::DoNotOptimize(crc16(payload));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(payload.size()));
}
BENCHMARK(crc_of_a_block);

void encode_full_block(benchmark::State& state) {
    const auto payload = any_payload();
    std::array<std::uint8_t, max_block_size> block;
    Sequence sequence;
    for (auto _ : state) {
        benchmark::DoNotOptimize(encode_block(sequence, payload, block));
        benchmark::ClobberMemory();
        sequence = sequence.next();
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(block.size()));
}
BENCHMARK(encode_full_block);

// A stream of full blocks, decoded in pieces as a serial port hands them over.
void decode_stream(benchmark::State& state) {
    const auto payload = any_payload();
    std::vector<std::uint8_t> stream(64 * max_block_size);
    for (std::size_t i = 0; i < 64; ++i)
        encode_block({static_cast<std::uint8_t>(i % 16)},
                     payload,
                     std::span(stream).subspan(i * max_block_size));
    const auto piece_size = static_cast<std::size_t>(state.range(0));
    FrameDecoder decoder;
    std::int64_t blocks = 0;
    for (auto _ : state)
        for (std::size_t at = 0; at < stream.size(); at += piece_size) {
            Bytes piece = Bytes(stream).subspan(at, std::min(piece_size, stream.size() - at));
            while (decoder.next(piece) == FrameDecoder::Event::block) ++blocks;
        }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(stream.size()));
    state.SetItemsProcessed(blocks);
}
BENCHMARK(decode_stream)->Arg(1)->Arg(50)->Arg(4096);

void encode_queue_step(benchmark::State& state) {
    std::array<std::uint8_t, 32> buffer;
    QueueStep message{3, 12345, 17, -40};
    std::size_t bytes = 0;
    for (auto _ : state) {
        Writer out(buffer);
        benchmark::DoNotOptimize(encode(22, message, out));
        benchmark::ClobberMemory();
        bytes += out.size();
        ++message.interval;
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(encode_queue_step);

void decode_queue_step(benchmark::State& state) {
    std::array<std::uint8_t, 32> buffer;
    Writer out(buffer);
    encode(22, QueueStep{3, 12345, 17, -40}, out);
    for (auto _ : state) {
        Reader in(out.bytes());
        QueueStep message;
        benchmark::DoNotOptimize(take_id(in));
        benchmark::DoNotOptimize(decode(in, message));
        benchmark::DoNotOptimize(message);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(out.size()));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decode_queue_step);

}  // namespace
}  // namespace escapement::wire
