// Two buffers that change places.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/flight_writer.hpp"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <mutex>
#include <string>
#include <utility>

namespace escapement::app {
namespace {

// Waking up for each event would cost more than writing it.
constexpr auto pause_before = std::chrono::milliseconds(50);
constexpr auto at_once = std::chrono::nanoseconds(1);

void append(std::vector<std::uint8_t>& buffer, wire::Bytes bytes) {
    buffer.insert(buffer.end(), bytes.begin(), bytes.end());
}

}  // namespace

FlightWriter::FlightWriter(flight::Recorder& recorder) : recorder_(recorder) {
    waiting_.reserve(most_waiting / 16);
    writing_.reserve(most_waiting / 16);
    thread_ = std::thread([this] { run(); });
}

FlightWriter::~FlightWriter() {
    leaving_ = true;
    alarm_.ring_in(at_once);
    thread_.join();
    write_down();
}

void FlightWriter::write(const flight::Recorder::Event& event) {
    const std::size_t most = flight::max_record;
    const std::size_t head = std::min(event.head.size(), most);
    const Entry entry{
        .at = event.at,
        .kind = event.kind,
        .board = event.board,
        .head_size = static_cast<std::uint16_t>(head),
        .data_size = static_cast<std::uint16_t>(std::min(event.data.size(), most - head))};
    bool is_first = false;
    {
        const std::lock_guard lock(mutex_);
        is_first = waiting_.empty();
        if (waiting_.size() + sizeof entry + most > most_waiting) {
            ++lost_;
            return;
        }
        append(waiting_, {reinterpret_cast<const std::uint8_t*>(&entry), sizeof entry});
        append(waiting_, event.head.first(entry.head_size));
        append(waiting_, event.data.first(entry.data_size));
    }
    if (is_first) alarm_.ring_in(pause_before);
}

void FlightWriter::run() {
    while (!leaving_) {
        pollfd entry{alarm_.file_descriptor(), POLLIN, 0};
        poll(&entry, 1, -1);
        alarm_.silence();
        write_down();
    }
}

void FlightWriter::write_down() {
    writing_.clear();
    std::uint64_t lost = 0;
    {
        const std::lock_guard lock(mutex_);
        std::swap(waiting_, writing_);
        lost = std::exchange(lost_, 0);
    }
    base::HostTime last{};
    for (wire::Bytes rest = writing_; !rest.empty();) {
        Entry entry;
        std::memcpy(&entry, rest.data(), sizeof entry);
        rest = rest.subspan(sizeof entry);
        recorder_.record({.at = entry.at,
                          .kind = entry.kind,
                          .board = entry.board,
                          .head = rest.first(entry.head_size),
                          .data = rest.subspan(entry.head_size, entry.data_size)});
        rest = rest.subspan(std::size_t{entry.head_size} + entry.data_size);
        last = entry.at;
    }
    if (lost > 0) note_losses(last, lost);
}

void FlightWriter::note_losses(base::HostTime at, std::uint64_t lost) {
    recorder_.record(
        at, flight::Kind::note, std::to_string(lost) + " events were lost: the disk was too slow");
}

}  // namespace escapement::app
