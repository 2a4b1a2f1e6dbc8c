// One direction of a wire that does not carry every byte as it should.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "wire/codec.hpp"

namespace escapement::sim {

// While a wire is cut, what is put into it is lost.
struct WireCut {
    base::Seconds from, length;
};

// What is wrong with a wire.  Shares are of all bytes, 0 to 1, and at most 1 together; moments
// are counted from the wire's beginning.
struct WireFaults {
    double drop = 0.0;
    double corrupt = 0.0;    // some of a byte's bits change
    double duplicate = 0.0;  // a byte comes twice
    base::Seconds delay{0.0};
    base::Seconds jitter{0.0};  // each piece may take that much longer; bytes keep their order
    base::Seconds stall{0.0};   // nothing gets through for so long, but nothing is lost,
    base::Seconds every{10.0};  // about that often
    base::Seconds after{0.0};   // all is well before
    std::vector<WireCut> cuts{};
};

// Reads "drop=0.01,corrupt=0.005,delay=0.002,jitter=0.001,stall=0.2,every=10,after=5,cut=30:6",
// any of them in any order, `cut` as often as wanted.  Fails on the first that is not right.
base::Result<WireFaults> parse_wire_faults(std::string_view text);

// What a wire did so far.
struct WireCounts {
    std::uint64_t put = 0, dropped = 0, corrupted = 0, duplicated = 0;
    std::uint64_t cut = 0;       // bytes lost while it was cut
    std::uint64_t overflow = 0;  // bytes lost because too many were under way
    std::uint64_t stalls = 0;

    bool operator==(const WireCounts&) const = default;
};

// Everything follows from the calls, their times and the random numbers.  Belongs to one thread.
class FaultyWire {
  public:
    // Evenly distributed over all 64 bits.
    using Random = std::function<std::uint64_t()>;
    // Bytes under way; further ones are lost.
    static constexpr std::size_t max_under_way = 1 << 20;

    FaultyWire(const WireFaults& faults, Random random, base::HostTime begin);

    void put(wire::Bytes bytes, base::HostTime now);
    // When bytes can next be taken; runtime::never if none are under way.
    base::HostTime next_arrival() const;
    // Takes what has arrived by `now`, at most `room` bytes.
    std::vector<std::uint8_t> take(base::HostTime now, std::size_t room);

    const WireCounts& counts() const { return counts_; }
    const WireFaults& faults() const { return faults_; }

  private:
    struct Piece {
        base::HostTime arrival;
        std::vector<std::uint8_t> bytes;
    };
    bool is_cut(base::HostTime now) const;
    std::vector<std::uint8_t> damaged(wire::Bytes bytes);
    base::HostTime arrival(base::HostTime now);
    void pass_stalls(base::HostTime now);
    double share();

    const WireFaults faults_;
    const Random random_;
    const base::HostTime begin_;
    base::HostTime next_stall_, stalled_until_;
    base::HostTime last_arrival_;
    std::deque<Piece> pieces_;
    std::size_t under_way_ = 0;
    WireCounts counts_;
};

}  // namespace escapement::sim
