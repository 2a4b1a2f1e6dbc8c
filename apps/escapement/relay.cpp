// Reads all there is, writes what fits.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/relay.hpp"

#include <array>

namespace escapement::app {
namespace {

// An end that takes no more bytes is asked again after this time.
constexpr runtime::HostTime::duration pause_when_full = std::chrono::milliseconds(1);

}  // namespace

void Relay::Direction::carry() {
    std::array<std::uint8_t, 4096> buffer;
    while (const auto count = from.read(buffer))
        if (unwritten.size() + count <= max_unwritten)
            unwritten.insert(unwritten.end(),
                             buffer.begin(),
                             buffer.begin() + static_cast<std::ptrdiff_t>(count));
    const auto taken = to.write(unwritten);
    unwritten.erase(unwritten.begin(), unwritten.begin() + static_cast<std::ptrdiff_t>(taken));
}

void Relay::poll(runtime::HostTime now) {
    polled_ = now;
    there_.carry();
    back_.carry();
}

runtime::HostTime Relay::next_wake() const {
    const bool waits = !there_.unwritten.empty() || !back_.unwritten.empty();
    return waits ? polled_ + pause_when_full : runtime::never;
}

}  // namespace escapement::app
