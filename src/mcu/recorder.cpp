// Merges the queues of messages by clock and writes them as blocks.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/recorder.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

#include "base/assert.hpp"
#include "wire/quick_block.hpp"

namespace escapement::mcu {

namespace {

constexpr std::size_t write_size = std::size_t{64} << 10;
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
    entries.push_back({key, static_cast<std::uint8_t>(message.size())});
    if (bytes_size + message.size() > bytes.size())
        bytes.resize(2 * bytes.size() + wire::max_payload_size);
    std::memcpy(&bytes[bytes_size], message.data(), message.size());
    bytes_size += message.size();
}

wire::Bytes Recorder::Queue::pop() {
    const std::size_t size = entries[first++].size;
    const wire::Bytes message = wire::Bytes(bytes).subspan(first_byte, size);
    first_byte += size;
    return message;
}

void Recorder::Queue::trim() {
    entries.erase(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(first));
    std::copy(bytes.begin() + static_cast<std::ptrdiff_t>(first_byte),
              bytes.begin() + static_cast<std::ptrdiff_t>(bytes_size),
              bytes.begin());
    bytes_size -= first_byte;
    first = first_byte = 0;
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
        while (!earliest->empty() && earliest->next() < other) append(earliest->pop());
    }
    for (Queue& queue : queues_) queue.trim();
}

void Recorder::append(wire::Bytes message) {
    count(message);
    if (payload_size_ + message.size() > wire::max_payload_size) close_block();
    std::memcpy(&block_[2 + payload_size_], message.data(), message.size());
    payload_size_ += message.size();
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
    const std::size_t size = wire::seal_block(sequence_, payload_size_, block_);
    sequence_ = sequence_.next();
    payload_size_ = 0;
    ++blocks_;
    bytes_ += size;
    output_.insert(output_.end(), block_.begin(), block_.begin() + size);
    if (output_.size() >= write_size) write_out();
}

void Recorder::write_out() {
    if (!output_.empty()) sink_(output_);
    output_.clear();
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
