// Blocks of bytes under way.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/cable.hpp"

#include <algorithm>

namespace escapement::sim {

void Wire::send(std::vector<std::uint8_t> bytes, base::HostTime now) {
    if (bytes.empty()) return;
    free_ = std::max(free_, now) + speed_.per_byte * static_cast<std::int64_t>(bytes.size());
    blocks_.push_back({free_ + speed_.latency, std::move(bytes)});
}

base::HostTime Wire::next_arrival() const {
    return blocks_.empty() ? runtime::never : blocks_.front().arrival;
}

std::vector<std::uint8_t> Wire::take(base::HostTime now) {
    if (next_arrival() > now) return {};
    auto bytes = std::move(blocks_.front().bytes);
    blocks_.pop_front();
    return bytes;
}

std::size_t Cable::write(std::span<const std::uint8_t> bytes) {
    attended_ = true;
    if (failure_.empty()) to_board.send({bytes.begin(), bytes.end()}, clock_.now());
    return bytes.size();
}

std::size_t Cable::read(std::span<std::uint8_t> buffer) {
    attended_ = true;
    if (!failure_.empty()) return 0;
    for (auto block = to_host.take(clock_.now()); !block.empty();
         block = to_host.take(clock_.now()))
        unread_.insert(unread_.end(), block.begin(), block.end());
    const auto count = std::min(buffer.size(), unread_.size());
    std::copy_n(unread_.begin(), count, buffer.begin());
    unread_.erase(unread_.begin(), unread_.begin() + static_cast<std::ptrdiff_t>(count));
    return count;
}

}  // namespace escapement::sim
