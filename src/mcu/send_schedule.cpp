// Keeps each queue as two linked lists through one pool of messages.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/send_schedule.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace escapement::mcu {

namespace {

// Boards keep the lower 32 bits of their clocks and take a moment half a turn ahead for a past one.
// So they hear of none sooner than three quarters of half a turn before it, as in Klipper.
constexpr std::uint64_t furthest_ahead = std::uint64_t{3} << 29;

}  // namespace

CommandQueue SendSchedule::new_queue() {
    queues_.emplace_back();
    return {static_cast<std::uint32_t>(queues_.size() - 1)};
}

bool SendSchedule::push(wire::Bytes message, When when, CommandQueue queue, Ticket ticket) {
    ASSERT(!message.empty() && message.size() <= wire::max_payload_size);
    ASSERT(queue.index < queues_.size());
    const std::uint32_t index = take_node();
    if (index == none) return false;
    Message& node = nodes_[index];
    node.when = when;
    if (when.req_clock != When::background && when.req_clock.raw > furthest_ahead)
        node.when.min_clock = std::max(when.min_clock, {when.req_clock.raw - furthest_ahead});
    node.ticket = ticket;
    node.size = static_cast<std::uint8_t>(message.size());
    std::copy(message.begin(), message.end(), node.bytes.begin());
    if (queues_[queue.index].upcoming.empty())
        next_admission_ = std::min(next_admission_, node.when.min_clock);
    append(queues_[queue.index].upcoming, index);
    upcoming_bytes_ += message.size();
    return true;
}

void SendSchedule::admit(base::McuClock now) {
    if (now < next_admission_) return;
    next_admission_ = {~std::uint64_t{0}};
    for (Queue& queue : queues_) admit(queue, now);
}

void SendSchedule::admit(Queue& queue, base::McuClock now) {
    while (!queue.upcoming.empty()) {
        const Message& message = nodes_[queue.upcoming.first];
        if (message.when.min_clock > now) {
            next_admission_ = std::min(next_admission_, message.when.min_clock);
            return;
        }
        upcoming_bytes_ -= message.size;
        ready_bytes_ += message.size;
        append(queue.ready, remove_first(queue.upcoming));
    }
}

void SendSchedule::clear() {
    for (Queue& queue : queues_) {
        while (!queue.upcoming.empty()) append(free_, remove_first(queue.upcoming));
        while (!queue.ready.empty()) append(free_, remove_first(queue.ready));
    }
    ready_bytes_ = upcoming_bytes_ = 0;
    next_admission_ = {~std::uint64_t{0}};
}

base::McuClock SendSchedule::earliest_request(base::McuClock background) const {
    base::McuClock earliest{~std::uint64_t{0}};
    for (const Queue& queue : queues_) {
        if (queue.ready.empty()) continue;
        const base::McuClock request = nodes_[queue.ready.first].when.req_clock;
        earliest = std::min(earliest, request == When::background ? background : request);
    }
    return earliest;
}

std::size_t SendSchedule::pack(std::span<std::uint8_t, wire::max_payload_size> payload,
                               Tickets& tickets) {
    std::size_t size = 0;
    while (Queue* queue = most_urgent()) {
        const Message& message = nodes_[queue->ready.first];
        if (size + message.size > payload.size()) break;
        std::copy_n(message.bytes.begin(), message.size, payload.begin() + size);
        size += message.size;
        ready_bytes_ -= message.size;
        if (message.ticket != 0) tickets.push_back(message.ticket);
        append(free_, remove_first(queue->ready));
    }
    return size;
}

SendSchedule::Queue* SendSchedule::most_urgent() {
    Queue* urgent = nullptr;
    base::McuClock earliest{};
    for (Queue& queue : queues_) {
        if (queue.ready.empty()) continue;
        const base::McuClock request = nodes_[queue.ready.first].when.req_clock;
        if (urgent && request >= earliest) continue;
        urgent = &queue;
        earliest = request;
    }
    return urgent;
}

std::uint32_t SendSchedule::take_node() {
    if (!free_.empty()) return remove_first(free_);
    if (nodes_.size() == max_messages) return none;
    nodes_.emplace_back();
    return static_cast<std::uint32_t>(nodes_.size() - 1);
}

void SendSchedule::append(Fifo& fifo, std::uint32_t node) {
    nodes_[node].next = none;
    if (fifo.empty())
        fifo.first = node;
    else
        nodes_[fifo.last].next = node;
    fifo.last = node;
}

std::uint32_t SendSchedule::remove_first(Fifo& fifo) {
    const std::uint32_t node = fifo.first;
    fifo.first = nodes_[node].next;
    return node;
}

}  // namespace escapement::mcu
