// Short strides of virtual time, and bytes carried between them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/live_world.hpp"

#include <algorithm>
#include <array>

namespace escapement::sim {
namespace {

using base::HostTime;

// A board that steps has something to do every few microseconds; gathered, it costs less.
constexpr HostTime::duration shortest_pause = std::chrono::milliseconds(1);

}  // namespace

void LiveWorld::connect(std::size_t board, runtime::ByteStream& stream) {
    plugs_.push_back({board, &stream});
}

void LiveWorld::forget_unwritten(std::size_t board) {
    for (Plug& plug : plugs_)
        if (plug.board == board) plug.unwritten.clear();
}

void LiveWorld::poll(HostTime wall) {
    polled_ = wall;
    run_to(pace_.due(wall, {world_.now(), world_.next_event()}));
    // What a host said is acted upon at once: the pace has its own idea of when that is.
    if (carry_to_boards()) run_to(world_.now() + HostTime::duration(1));
    carry_to_hosts();
}

void LiveWorld::run_to(HostTime moment) {
    while (world_.now() < moment) {
        world_.wait_until(moment);
        carry_to_hosts();
    }
}

bool LiveWorld::carry_to_boards() {
    bool carried = false;
    std::array<std::uint8_t, 4096> buffer;
    for (const Plug& plug : plugs_) {
        const auto count = plug.stream->read(buffer);
        world_.cable(plug.board).write(std::span(buffer).first(count));
        carried = carried || count > 0;
    }
    return carried;
}

void LiveWorld::carry_to_hosts() {
    std::array<std::uint8_t, 4096> buffer;
    for (Plug& plug : plugs_) {
        auto& waiting = plug.unwritten;
        while (const auto count = world_.cable(plug.board).read(buffer))
            if (waiting.size() + count <= max_unwritten)
                waiting.insert(waiting.end(), buffer.begin(), buffer.begin() + count);
        if (waiting.empty()) continue;
        const auto piece = std::min(waiting.size(), buffer.size());
        std::copy_n(waiting.begin(), piece, buffer.begin());
        const auto taken = plug.stream->write(std::span(buffer).first(piece));
        waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(taken));
    }
}

HostTime LiveWorld::next_wake() const {
    if (polled_ == HostTime::min()) return polled_;
    const bool waits = std::any_of(
        plugs_.begin(), plugs_.end(), [](const Plug& plug) { return !plug.unwritten.empty(); });
    const HostTime event = waits ? polled_ : pace_.wall_at(world_.next_event());
    return std::max(event, polled_ + shortest_pause);
}

}  // namespace escapement::sim
