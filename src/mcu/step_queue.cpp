// Always hands over the earliest message of all lanes, with the clock of the next free slot.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/step_queue.hpp"

#include "base/assert.hpp"

namespace escapement::mcu {

void StepQueue::Lane::collect() {
    collected_.erase(collected_.begin(), collected_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
    collected_.insert(collected_.end(), arrived_.begin(), arrived_.end());
    arrived_.clear();
}

void StepQueue::Lane::clear() {
    arrived_.clear();
    collected_.clear();
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

void StepQueue::collect() {
    for (auto& lane : lanes_) lane->collect();
}

void StepQueue::send_collected(base::McuClock until) {
    if (slots_.empty()) return;
    gather_turns();
    if (turns_.empty()) return;
    const Sender::Burst burst(sender_);
    while (!turns_.empty()) {
        const std::size_t i = next_turn();
        Lane& lane = *turns_[i].lane;
        const Lane::Message& message = lane.next();
        if (message.takes_slot() && message.wanted > until.raw) break;
        hand_over(message);
        ++lane.first_;
        if (lane.empty())
            turns_.erase(turns_.begin() + static_cast<std::ptrdiff_t>(i));
        else
            turns_[i].wanted = lane.next().wanted;
    }
}

void StepQueue::gather_turns() {
    turns_.clear();
    for (auto& lane : lanes_)
        if (!lane->empty()) turns_.push_back({lane->next().wanted, lane.get()});
}

// Of messages wanted at the same time, that of the earliest lane goes first.
std::size_t StepQueue::next_turn() const {
    std::size_t earliest = 0;
    std::uint64_t wanted = turns_[0].wanted;
    for (std::size_t i = 1; i < turns_.size(); ++i) {
        const bool earlier = turns_[i].wanted < wanted;
        earliest = earlier ? i : earliest;
        wanted = earlier ? turns_[i].wanted : wanted;
    }
    return earliest;
}

// Even what takes no slot must not overtake the moves before it.
void StepQueue::hand_over(const Lane::Message& message) {
    const std::uint64_t min_clock =
        message.takes_slot() ? take_slot(message.begins) : slots_[next_slot_];
    const wire::Bytes bytes = wire::Bytes(message.bytes).first(message.size);
    sender_.send(bytes, {{min_clock}, {message.wanted}}, queue_);
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
