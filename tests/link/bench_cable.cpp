// Lets boards run in small strides, shorter than a message takes, so that none arrives late.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_cable.hpp"

#include <algorithm>

namespace escapement {

using base::HostTime;
using base::McuClock;

BenchCable::Board::Board(BenchCable& owner, CableOptions chosen, firmware::sim::PinObserver& world)
    : cable(owner),
      options(std::move(chosen)),
      mcu(std::make_unique<firmware::sim::SimMcu>(options.board, world)) {}

McuClock BenchCable::Board::clock_at(HostTime time) const {
    const double hz = options.board.clock_frequency_hz * (1.0 + options.crystal_error);
    const double ticks = base::Seconds(time.time_since_epoch()).count() * hz;
    return {options.board.start.raw + static_cast<std::uint64_t>(ticks)};
}

std::size_t BenchCable::Board::write(std::span<const std::uint8_t> bytes) {
    std::vector<std::uint8_t> piece(bytes.begin(), bytes.end());
    if (options.to_board) options.to_board(piece);
    if (!is_cut) to_board.push_back({cable.now() + options.delay, std::move(piece)});
    return bytes.size();
}

std::size_t BenchCable::Board::read(std::span<std::uint8_t> buffer) {
    std::size_t size = 0;
    while (!to_host.empty() && to_host.front().arrives <= cable.now() && size < buffer.size()) {
        std::vector<std::uint8_t>& bytes = to_host.front().bytes;
        const std::size_t count = std::min(bytes.size(), buffer.size() - size);
        std::copy_n(bytes.begin(), count, buffer.begin() + static_cast<std::ptrdiff_t>(size));
        bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
        size += count;
        if (bytes.empty()) to_host.pop_front();
    }
    return size;
}

void BenchCable::Board::collect(HostTime time) {
    if (!mcu->has_output()) return;
    std::vector<std::uint8_t> bytes = mcu->take_output();
    if (options.to_host) options.to_host(bytes);
    if (!is_cut) to_host.push_back({time + options.delay, std::move(bytes)});
}

void BenchCable::Board::run_until(HostTime time) {
    while (!to_board.empty() && to_board.front().arrives <= time) {
        const McuClock arrives = clock_at(to_board.front().arrives);
        while (mcu->clock() < arrives && mcu->run_until(arrives) < arrives) collect(time);
        mcu->receive(to_board.front().bytes);
        to_board.pop_front();
        collect(time);
    }
    const McuClock end = clock_at(time);
    while (mcu->clock() < end && mcu->run_until(end) < end) collect(time);
    collect(time);
}

runtime::ByteStream& BenchCable::plug_in(CableOptions options, firmware::sim::PinObserver& world) {
    boards_.push_back(std::make_unique<Board>(*this, std::move(options), world));
    return *boards_.back();
}

McuClock BenchCable::clock_of(std::size_t board, HostTime time) const {
    return boards_[board]->clock_at(time);
}

bool BenchCable::something_arrived() const {
    return std::any_of(boards_.begin(), boards_.end(), [&](const auto& board) {
        return !board->to_host.empty() && board->to_host.front().arrives <= now_;
    });
}

void BenchCable::wait_until(HostTime when) {
    constexpr HostTime::duration stride = std::chrono::microseconds(50);
    while (now_ < when && !something_arrived()) {
        now_ = std::min(when, now_ + stride);
        for (auto& board : boards_) board->run_until(now_);
    }
}

}  // namespace escapement
