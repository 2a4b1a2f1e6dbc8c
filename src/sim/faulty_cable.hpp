// A cable to a board, with a fault in each direction.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// It stands between a host and any other stream of bytes: a simulated board's cable in a test, a
// serial port in a program.
#pragma once

#include <cstdint>
#include <string>

#include "runtime/actor.hpp"
#include "runtime/byte_stream.hpp"
#include "sim/faulty_wire.hpp"

namespace escapement::sim {

struct CableFaults {
    WireFaults to_board{}, to_host{};
    std::uint64_t seed = 1;
};

// The host's end.  As an actor it carries on what is under way; it is polled in the loop that the
// host runs in.  Belongs to one thread.
class FaultyCable final : public runtime::ByteStream, public runtime::Actor {
  public:
    // Clock and board's end outlive this.
    FaultyCable(const runtime::Clock& clock, runtime::ByteStream& board, const CableFaults& faults);

    std::size_t write(std::span<const std::uint8_t> bytes) override;
    std::size_t read(std::span<std::uint8_t> buffer) override;
    std::string failure() const override { return board_.failure(); }

    void poll(runtime::HostTime now) override;
    runtime::HostTime next_wake() const override;

    const FaultyWire& to_board() const { return to_board_; }
    const FaultyWire& to_host() const { return to_host_; }

  private:
    const runtime::Clock& clock_;
    runtime::ByteStream& board_;
    FaultyWire to_board_, to_host_;
    std::vector<std::uint8_t> unwritten_;  // what the board's end did not take yet
    runtime::HostTime polled_{};
};

// "to the board: 1234 bytes, 12 dropped, ..."; one line for each direction.
std::string text_of(const FaultyCable& cable);

}  // namespace escapement::sim
