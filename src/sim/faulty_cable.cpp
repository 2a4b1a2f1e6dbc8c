// Two faulty wires beside each other.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/faulty_cable.hpp"

#include <algorithm>
#include <array>
#include <random>

namespace escapement::sim {
namespace {

using base::HostTime;

// A board's end that takes no more bytes is asked again after this time.
constexpr HostTime::duration stall_pause = std::chrono::milliseconds(1);
constexpr std::size_t most_at_once = 4096;

FaultyWire::Random random_from(std::uint64_t seed, std::uint64_t which) {
    std::seed_seq words{seed, seed >> 32, which};
    return std::mt19937_64(words);
}

std::string line(std::string_view name, const WireCounts& counts) {
    std::string text = std::string(name) + ": " + std::to_string(counts.put) + " bytes";
    const auto add = [&](std::uint64_t count, std::string_view what) {
        if (count > 0) text += ", " + std::to_string(count) + " " + std::string(what);
    };
    add(counts.dropped, "dropped");
    add(counts.corrupted, "corrupted");
    add(counts.duplicated, "duplicated");
    add(counts.cut, "lost while the wire was cut");
    add(counts.overflow, "lost because too many were under way");
    add(counts.stalls, counts.stalls == 1 ? "stall" : "stalls");
    return text + "\n";
}

}  // namespace

FaultyCable::FaultyCable(const runtime::Clock& clock,
                         runtime::ByteStream& board,
                         const CableFaults& faults)
    : clock_(clock),
      board_(board),
      to_board_(faults.to_board, random_from(faults.seed, 0), clock.now()),
      to_host_(faults.to_host, random_from(faults.seed, 1), clock.now()) {}

std::size_t FaultyCable::write(std::span<const std::uint8_t> bytes) {
    to_board_.put(bytes, clock_.now());
    poll(clock_.now());
    return bytes.size();
}

std::size_t FaultyCable::read(std::span<std::uint8_t> buffer) {
    poll(clock_.now());
    const auto bytes = to_host_.take(clock_.now(), buffer.size());
    std::copy(bytes.begin(), bytes.end(), buffer.begin());
    return bytes.size();
}

void FaultyCable::poll(HostTime now) {
    polled_ = now;
    std::array<std::uint8_t, most_at_once> buffer;
    while (const auto count = board_.read(buffer))
        to_host_.put(wire::Bytes(buffer).first(count), now);
    if (unwritten_.empty()) unwritten_ = to_board_.take(now, most_at_once);
    while (!unwritten_.empty()) {
        const auto taken = board_.write(unwritten_);
        unwritten_.erase(unwritten_.begin(),
                         unwritten_.begin() + static_cast<std::ptrdiff_t>(taken));
        if (taken == 0) return;
        if (unwritten_.empty()) unwritten_ = to_board_.take(now, most_at_once);
    }
}

HostTime FaultyCable::next_wake() const {
    const HostTime next = std::min(to_board_.next_arrival(), to_host_.next_arrival());
    return unwritten_.empty() ? next : std::min(next, polled_ + stall_pause);
}

std::string text_of(const FaultyCable& cable) {
    return line("to the board", cable.to_board().counts()) +
           line("to the host", cable.to_host().counts());
}

}  // namespace escapement::sim
