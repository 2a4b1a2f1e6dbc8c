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
#include <tuple>
#include <vector>

#include "base/time.hpp"
#include "mcu/command.hpp"
#include "mcu/sender.hpp"

namespace escapement::mcu {

// Belongs to one thread, but for its lanes between two calls of collect().
class StepQueue {
  public:
    // The messages of one stepper, in order.
    class Lane {
      public:
        // One that takes a move slot until it begins at `begins`, and is wanted there by then.
        template <wire::Message M>
        void push_move(const Command<M>& command,
                       const M& message,
                       base::McuClock begins,
                       base::McuClock wanted) {
            append(command, message, {.wanted = wanted.raw, .begins = begins.raw});
        }
        // One that takes none, wanted by then.
        template <wire::Message M>
        void push(const Command<M>& command, const M& message, base::McuClock wanted) {
            append(command, message, {.wanted = wanted.raw, .begins = no_move});
        }

      private:
        friend class StepQueue;
        static constexpr auto no_move = ~std::uint64_t{0};
        struct Message {
            std::uint64_t wanted;
            std::uint64_t begins;
            std::array<std::uint8_t, 15> bytes{};
            std::uint8_t size = 0;

            bool takes_slot() const { return begins != no_move; }
        };
        template <wire::Message M>
        void append(const Command<M>& command, const M& message, const Message& empty) {
            static_assert(decltype(M::schema)::max_size <=
                          std::tuple_size_v<decltype(empty.bytes)>);
            Message& entry = arrived_.emplace_back(empty);
            entry.size = static_cast<std::uint8_t>(command.encode(message, entry.bytes));
        }
        bool empty() const { return first_ == collected_.size(); }
        const Message& next() const { return collected_[first_]; }
        void collect();
        void clear();

        std::vector<Message> arrived_, collected_;
        std::size_t first_ = 0;  // of those collected, the next one
    };

    explicit StepQueue(Sender& sender) : sender_(sender), queue_(sender.new_queue()) {}
    StepQueue(const StepQueue&) = delete;
    StepQueue& operator=(const StepQueue&) = delete;

    // Lives as long as this.
    Lane& new_lane();
    bool has_lanes() const { return !lanes_.empty(); }
    // How many moves the board has room for; all are free.  Nothing is sent before this.
    void set_move_slots(std::size_t count);

    // Takes over what is in the lanes.  From then on they may be filled in other threads while
    // this is sent.
    void collect();
    // Hands everything that was collected and begins before or at `until` to the sender.
    void send_collected(base::McuClock until);
    void flush(base::McuClock until) {
        collect();
        send_collected(until);
    }
    // Forgets what was not handed over.
    void clear();

  private:
    // A lane and when its next message is wanted.
    struct Turn {
        std::uint64_t wanted;
        Lane* lane;
    };
    void gather_turns();
    std::size_t next_turn() const;
    void hand_over(const Lane::Message& message);
    std::uint64_t take_slot(std::uint64_t frees_at);

    Sender& sender_;
    CommandQueue queue_;
    std::vector<std::unique_ptr<Lane>> lanes_;
    std::vector<Turn> turns_;
    std::vector<std::uint64_t> slots_;  // a ring: the clock at which each is free, rising
    std::size_t next_slot_ = 0;         // the one that is free first
};

}  // namespace escapement::mcu
