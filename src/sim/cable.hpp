// A serial line between a host and a simulated board: bytes take their time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "runtime/byte_stream.hpp"
#include "runtime/clock.hpp"

namespace escapement::sim {

// One direction.  Bytes arrive in order, as a block when the last of them is through.
class Wire {
  public:
    struct Speed {
        base::HostTime::duration latency;
        base::HostTime::duration per_byte;
    };
    explicit Wire(const Speed& speed) : speed_(speed) {}

    void send(std::vector<std::uint8_t> bytes, base::HostTime now);
    // When the next block arrives.
    base::HostTime next_arrival() const;
    // The next block that has arrived by `now`; empty if there is none.
    std::vector<std::uint8_t> take(base::HostTime now);

  private:
    struct Block {
        base::HostTime arrival;
        std::vector<std::uint8_t> bytes;
    };
    Speed speed_;
    base::HostTime free_{};  // when the last byte sent so far has left
    std::deque<Block> blocks_;
};

// The host's end of a cable.  It wakes nobody before somebody has read from it or written to it:
// a board may talk before the host listens.
class Cable final : public runtime::ByteStream {
  public:
    Cable(const runtime::Clock& clock, const Wire::Speed& speed)
        : clock_(clock), to_board(speed), to_host(speed) {}

    std::size_t write(std::span<const std::uint8_t> bytes) override;
    std::size_t read(std::span<std::uint8_t> buffer) override;
    std::string failure() const override { return failure_; }

    // Pulls the plug: nothing arrives any more, not even what is under way.
    void cut(std::string why) { failure_ = std::move(why); }
    // Nobody listens any more, until somebody reads or writes again.
    void neglect() { attended_ = false; }
    // When the host will have something to read.
    base::HostTime next_for_host() const {
        return attended_ && failure_.empty() ? to_host.next_arrival() : runtime::never;
    }

  private:
    const runtime::Clock& clock_;
    std::vector<std::uint8_t> unread_;
    std::string failure_;
    bool attended_ = false;

  public:
    Wire to_board, to_host;
};

}  // namespace escapement::sim
