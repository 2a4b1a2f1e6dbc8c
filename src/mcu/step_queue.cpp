// Always hands over the earliest message of all lanes, with the clock of the next free slot.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/step_queue.hpp"

#include <algorithm>
#include <limits>

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
    next_slot_ = 0;
}

void StepQueue::flush(base::McuClock until) {
    if (slots_.empty()) return;
    for (;;) {
        const Turn turn = next_turn();
        if (!turn.lane) break;
        const Lane::Message* message = &turn.lane->next();
        if (message->takes_slot && message->wanted > until.raw) break;
        do {
            hand_over(*turn.lane);
            if (turn.lane->empty()) break;
            message = &turn.lane->next();
        } while (message->wanted <= turn.until &&
                 !(message->takes_slot && message->wanted > until.raw));
    }
    for (auto& lane : lanes_) lane->trim();
}

// Of messages wanted at the same time, that of the earliest lane goes first.
StepQueue::Turn StepQueue::next_turn() {
    constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();
    Turn turn{nullptr, never};
    for (auto& lane : lanes_) {
        if (lane->empty()) continue;
        const std::uint64_t wanted = lane->next().wanted;
        if (!turn.lane) {
            turn.lane = lane.get();
        } else if (const std::uint64_t first = turn.lane->next().wanted; wanted < first) {
            turn = {lane.get(), first - 1};
        } else {
            turn.until = std::min(turn.until, wanted);
        }
    }
    return turn;
}

// Even what takes no slot must not overtake the moves before it.
void StepQueue::hand_over(Lane& lane) {
    const Lane::Message& message = lane.next();
    const std::uint64_t min_clock =
        message.takes_slot ? take_slot(message.begins) : slots_[next_slot_];
    const wire::Bytes bytes = wire::Bytes(message.bytes).first(message.size);
    sender_.send(bytes, {{min_clock}, {message.wanted}}, queue_);
    lane.pop();
}

// The clock at which a slot is free; it will be so again at `frees_at`, usually after all others.
std::uint64_t StepQueue::take_slot(std::uint64_t frees_at) {
    const std::uint64_t free_at = slots_[next_slot_];
    std::size_t at = next_slot_;
    for (std::size_t left = slots_.size() - 1; left > 0; --left) {
        const std::size_t before = at == 0 ? slots_.size() - 1 : at - 1;
        if (slots_[before] <= frees_at) break;
        slots_[at] = slots_[before];
        at = before;
    }
    slots_[at] = frees_at;
    next_slot_ = next_slot_ + 1 == slots_.size() ? 0 : next_slot_ + 1;
    return free_at;
}

void StepQueue::clear() {
    for (auto& lane : lanes_) lane->clear();
}

}  // namespace escapement::mcu
