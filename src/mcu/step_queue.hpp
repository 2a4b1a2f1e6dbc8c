// Merges what the steppers of one microcontroller are told, by clock and within its memory.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A board has one pool of move slots for all of its steppers.  A queue_step takes a slot when it
// arrives and gives it back when the stepper begins it, that is when the run before it ends.  So
// that no stepper starves another, messages go in the order in which they begin; and since the
// clocks at which slots come free are known, each message is given, as its min_clock, the moment
// at which there will be a slot for it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/time.hpp"
#include "mcu/sender.hpp"

namespace escapement::mcu {

// Belongs to one thread.
class StepQueue {
  public:
    // The messages of one stepper, in order.
    class Lane {
      public:
        // One that takes a move slot until it begins at `begins`, and is wanted there by then.
        void push_move(wire::Bytes message, base::McuClock begins, base::McuClock wanted);
        // One that takes none, wanted by then.
        void push(wire::Bytes message, base::McuClock wanted);

      private:
        friend class StepQueue;
        struct Message {
            std::uint64_t wanted;
            std::uint64_t begins;
            bool takes_slot;
            std::uint8_t size;
            std::array<std::uint8_t, 22> bytes;
        };
        void push(wire::Bytes message, std::uint64_t wanted, std::uint64_t begins, bool takes_slot);
        bool empty() const { return first_ == messages_.size(); }
        const Message& next() const { return messages_[first_]; }
        void pop();
        void trim();
        void clear() {
            messages_.clear();
            first_ = 0;
        }

        std::vector<Message> messages_;
        std::size_t first_ = 0;
    };

    explicit StepQueue(Sender& sender) : sender_(sender), queue_(sender.new_queue()) {}
    StepQueue(const StepQueue&) = delete;
    StepQueue& operator=(const StepQueue&) = delete;

    // Lives as long as this.
    Lane& new_lane();
    // How many moves the board has room for; all are free.  Nothing is sent before this.
    void set_move_slots(std::size_t count);

    // Hands everything that begins before or at `until` to the sender.
    void flush(base::McuClock until);
    // Forgets what was not handed over.
    void clear();

  private:
    struct Turn {
        Lane* lane = nullptr;  // the one whose message is next
        std::uint64_t until;   // it is as long as it wants nothing later than this
    };
    Turn next_turn();
    void hand_over(Lane& lane);
    std::uint64_t take_slot(std::uint64_t frees_at);

    Sender& sender_;
    CommandQueue queue_;
    std::vector<std::unique_ptr<Lane>> lanes_;
    std::vector<std::uint64_t> slots_;  // a ring: the clock at which each is free, rising
    std::size_t next_slot_ = 0;         // the one that is free first
};

}  // namespace escapement::mcu
