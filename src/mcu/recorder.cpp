// Merges the queues of messages by clock and writes them as blocks.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/recorder.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <span>

#include "base/assert.hpp"
#include "wire/quick_block.hpp"

namespace escapement::mcu {

namespace {

constexpr std::size_t write_size = std::size_t{64} << 10;
// Without a call: of 15 bytes at most.
void copy_short(std::span<std::uint8_t> to, wire::Bytes from) {
    const std::size_t size = from.size();
    if (size >= 8) {
        std::memcpy(to.data(), from.data(), 8);
        std::memcpy(to.data() + size - 8, from.data() + size - 8, 8);
    } else if (size >= 4) {
        std::memcpy(to.data(), from.data(), 4);
        std::memcpy(to.data() + size - 4, from.data() + size - 4, 4);
    } else {
        for (std::size_t i = 0; i < size; ++i) to[i] = from[i];
    }
}

constexpr std::uint64_t after_all = std::numeric_limits<std::uint64_t>::max();

}  // namespace

CommandQueue Recorder::new_queue() {
    queues_.emplace_back();
    return {static_cast<std::uint32_t>(queues_.size() - 1)};
}

void Recorder::send(wire::Bytes message, When when, CommandQueue index) {
    ASSERT(!message.empty() && message.size() <= wire::max_payload_size);
    ASSERT(index.index < queues_.size());
    Queue& queue = queues_[index.index];
    if (when.req_clock != When::background)
        queue.last_clock = std::max(queue.last_clock, when.req_clock.raw);
    queue.add({queue.last_clock, order_++}, message);
}

void Recorder::Queue::add(Key key, wire::Bytes message) {
    Entry& entry = entries.emplace_back(Entry{key, {}, static_cast<std::uint8_t>(message.size())});
    if (entry.is_short())
        copy_short(entry.bytes, message);
    else
        long_bytes.insert(long_bytes.end(), message.begin(), message.end());
}

void Recorder::Queue::trim() {
    entries.erase(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(first));
    long_bytes.erase(long_bytes.begin(),
                     long_bytes.begin() + static_cast<std::ptrdiff_t>(first_long));
    first = first_long = 0;
}

void Recorder::release(base::McuClock until) {
    release_before({until.raw, 0});
}

void Recorder::finish() {
    release_before({after_all, after_all});
    close_block();
    write_out();
}

// Goes on with the queue of the earliest message until another queue has an earlier one.
void Recorder::release_before(Key limit) {
    for (;;) {
        Queue* earliest = nullptr;
        Key other = limit;
        for (Queue& queue : queues_) {
            if (queue.empty()) continue;
            if (!earliest || queue.next() < earliest->next()) {
                if (earliest) other = std::min(other, earliest->next());
                earliest = &queue;
            } else {
                other = std::min(other, queue.next());
            }
        }
        if (!earliest || earliest->next() >= limit) break;
        while (!earliest->empty() && earliest->next() < other) append_next(*earliest);
    }
    for (Queue& queue : queues_) queue.trim();
}

void Recorder::append_next(Queue& queue) {
    const Entry& entry = queue.entries[queue.first++];
    std::uint8_t* const to = room(entry.size);
    if (entry.is_short()) {
        // All of it: what is too much is overwritten by what comes next.
        std::memcpy(to, entry.bytes.data(), entry.bytes.size());
    } else {
        std::memcpy(to, &queue.long_bytes[queue.first_long], entry.size);
        queue.first_long += entry.size;
    }
    count({to, entry.size});
    payload_size_ += entry.size;
}

// Where a message of this size goes, in this block or the next.
std::uint8_t* Recorder::room(std::size_t size) {
    if (payload_size_ + size > wire::max_payload_size) close_block();
    if (output_.empty()) output_.resize(write_size + 2 * wire::max_block_size);
    return &output_[output_size_ + 2 + payload_size_];
}

void Recorder::count(wire::Bytes message) {
    wire::Reader reader(message);
    const int id = wire::take_id(reader);
    ASSERT(id >= wire::min_message_id && id <= wire::max_message_id);
    const auto index = static_cast<std::size_t>(id - wire::min_message_id);
    if (index >= counts_.size()) counts_.resize(index + 1);
    ++counts_[index].messages;
    counts_[index].bytes += message.size();
}

void Recorder::close_block() {
    if (payload_size_ == 0) return;
    const std::span<std::uint8_t, wire::max_block_size> block(&output_[output_size_],
                                                              wire::max_block_size);
    const std::size_t size = wire::seal_block(sequence_, payload_size_, block);
    sequence_ = sequence_.next();
    payload_size_ = 0;
    ++blocks_;
    bytes_ += size;
    output_size_ += size;
    if (output_size_ >= write_size) write_out();
}

void Recorder::write_out() {
    if (output_size_ > 0) sink_(wire::Bytes(output_).first(output_size_));
    output_size_ = 0;
}

std::map<std::string, Recorder::Count> Recorder::counts(const wire::Dictionary& dictionary) const {
    std::map<std::string, Count> named;
    for (const wire::DictionaryMessage& message : dictionary.commands) {
        const auto index = static_cast<std::size_t>(message.id - wire::min_message_id);
        if (index < counts_.size() && counts_[index].messages > 0)
            named.emplace(message.name(), counts_[index]);
    }
    return named;
}

}  // namespace escapement::mcu
