// A world that keeps step with a clock, for hosts that live outside of it.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The clock is asked for by whoever polls, so that the same code serves real time and tests.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "runtime/actor.hpp"
#include "runtime/byte_stream.hpp"
#include "sim/pace.hpp"
#include "sim/world.hpp"

namespace escapement::sim {

// Belongs to one thread.
class LiveWorld final : public runtime::Actor {
  public:
    // Bytes that a board has said and its stream does not take; further ones are lost.
    static constexpr std::size_t max_unwritten = 64 << 10;

    // The world outlives this; its cables had better be fast, as the streams have a pace of
    // their own.
    LiveWorld(World& world, const Pace& pace) : world_(world), pace_(pace) {}

    // Lets a board talk through a stream, which outlives this.
    void connect(std::size_t board, runtime::ByteStream& stream);
    // What waits to be written to that board's stream is forgotten.
    void forget_unwritten(std::size_t board);

    // Lets the world go on to where it should be, and carries bytes both ways.
    void poll(runtime::HostTime wall) override;
    runtime::HostTime next_wake() const override;

    const Pace& pace() const { return pace_; }

  private:
    struct Plug {
        std::size_t board;
        runtime::ByteStream* stream;
        std::deque<std::uint8_t> unwritten{};
    };
    void run_to(runtime::HostTime moment);
    void carry_to_hosts();
    bool carry_to_boards();

    World& world_;
    Pace pace_;
    std::vector<Plug> plugs_;
    runtime::HostTime polled_ = runtime::HostTime::min();
};

}  // namespace escapement::sim
