// Carries bytes between two streams.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "runtime/actor.hpp"
#include "runtime/byte_stream.hpp"

namespace escapement::app {

// Belongs to one thread.
class Relay final : public runtime::Actor {
  public:
    // Bytes that an end does not take; further ones are lost.
    static constexpr std::size_t max_unwritten = 64 << 10;

    // Both ends outlive this.
    Relay(runtime::ByteStream& one, runtime::ByteStream& other)
        : there_{one, other}, back_{other, one} {}

    void poll(runtime::HostTime now) override;
    // What the ends have to read wakes nobody here; who waits for them knows their descriptors.
    runtime::HostTime next_wake() const override;

  private:
    struct Direction {
        runtime::ByteStream& from;
        runtime::ByteStream& to;
        std::vector<std::uint8_t> unwritten{};
        void carry();
    };
    Direction there_, back_;
    runtime::HostTime polled_{};
};

}  // namespace escapement::app
