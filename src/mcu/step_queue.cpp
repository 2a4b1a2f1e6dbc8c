// Always hands over the earliest message of all lanes, with the clock of the next free slot.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/step_queue.hpp"

#include <algorithm>
#include <functional>

#include "base/assert.hpp"

namespace escapement::mcu {

void StepQueue::Lane::push_move(wire::Bytes message, base::McuClock begins, base::McuClock wanted) {
    push(message, wanted.raw, begins.raw, true);
}

void StepQueue::Lane::push(wire::Bytes message, base::McuClock wanted) {
    push(message, wanted.raw, 0, false);
}

void StepQueue::Lane::push(wire::Bytes message,
                           std::uint64_t wanted,
                           std::uint64_t begins,
                           bool takes_slot) {
    Message entry{
        .wanted = wanted, .begins = begins, .takes_slot = takes_slot, .size = 0, .bytes = {}};
    ASSERT(message.size() <= entry.bytes.size());
    entry.size = static_cast<std::uint8_t>(message.size());
    std::copy(message.begin(), message.end(), entry.bytes.begin());
    messages_.push_back(entry);
}

void StepQueue::Lane::pop() {
    if (++first_ < messages_.size()) return;
    messages_.clear();
    first_ = 0;
}

void StepQueue::Lane::trim() {
    messages_.erase(messages_.begin(), messages_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
}

StepQueue::Lane& StepQueue::new_lane() {
    lanes_.push_back(std::make_unique<Lane>());
    return *lanes_.back();
}

void StepQueue::set_move_slots(std::size_t count) {
    ASSERT(count > 0);
    slots_.assign(count, 0);
}

void StepQueue::flush(base::McuClock until) {
    if (slots_.empty()) return;
    while (Lane* lane = earliest()) {
        const Lane::Message& message = lane->next();
        if (message.takes_slot && message.wanted > until.raw) break;
        // Even what takes no slot must not overtake the moves before it.
        const std::uint64_t min_clock =
            message.takes_slot ? take_slot(message.begins) : slots_.front();
        const wire::Bytes bytes = wire::Bytes(message.bytes).first(message.size);
        sender_.send(bytes, {{min_clock}, {message.wanted}}, queue_);
        lane->pop();
    }
    for (auto& lane : lanes_) lane->trim();
}

StepQueue::Lane* StepQueue::earliest() {
    Lane* found = nullptr;
    for (auto& lane : lanes_)
        if (!lane->empty() && (!found || lane->next().wanted < found->next().wanted))
            found = lane.get();
    return found;
}

// The clock at which a slot is free; it will be so again at `frees_at`.
std::uint64_t StepQueue::take_slot(std::uint64_t frees_at) {
    std::pop_heap(slots_.begin(), slots_.end(), std::greater<>{});
    const std::uint64_t free_at = slots_.back();
    slots_.back() = frees_at;
    std::push_heap(slots_.begin(), slots_.end(), std::greater<>{});
    return free_at;
}

void StepQueue::clear() {
    for (auto& lane : lanes_) lane->clear();
}

}  // namespace escapement::mcu
