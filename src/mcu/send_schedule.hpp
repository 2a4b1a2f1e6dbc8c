// What waits to be sent to a microcontroller, and what of it should go next.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/fixed_vector.hpp"
#include "mcu/received.hpp"
#include "mcu/sender.hpp"
#include "wire/frame.hpp"

namespace escapement::mcu {

// Messages are "upcoming" until their min_clock, then "ready".  Storage grows up to a bound and
// is kept, so that nothing is allocated once a print runs.  Belongs to one thread.
class SendSchedule {
  public:
    // A second of the densest motion is a tenth of this.
    static constexpr std::size_t max_messages = std::size_t{1} << 16;
    // The shortest message has one byte.
    using Tickets = base::FixedVector<Ticket, wire::max_payload_size>;

    CommandQueue new_queue();
    // False if max_messages wait already.
    [[nodiscard]] bool push(wire::Bytes message, When when, CommandQueue queue, Ticket ticket);
    // The board's clock has come to `now`: what waited for that is ready.
    void admit(base::McuClock now);
    // Forgets everything.
    void clear();

    std::size_t ready_bytes() const { return ready_bytes_; }
    std::size_t upcoming_bytes() const { return upcoming_bytes_; }
    // The clock at which admit() will find something new; McuClock's last moment if never.
    base::McuClock next_admission() const { return next_admission_; }
    // The earliest req_clock of what is ready; background work counts as `background`.
    base::McuClock earliest_request(base::McuClock background) const;

    // Takes ready messages, earliest req_clock first, as long as the next one fits.  Returns the
    // size of the payload; appends the tickets to `tickets`.
    std::size_t pack(std::span<std::uint8_t, wire::max_payload_size> payload, Tickets& tickets);

  private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    struct Message {
        When when;
        Ticket ticket = 0;
        std::uint32_t next = none;
        std::uint8_t size = 0;
        std::array<std::uint8_t, wire::max_payload_size> bytes;
    };
    struct Fifo {
        std::uint32_t first = none;
        std::uint32_t last = none;
        bool empty() const { return first == none; }
    };
    struct Queue {
        Fifo upcoming, ready;
    };
    std::uint32_t take_node();
    void append(Fifo& fifo, std::uint32_t node);
    std::uint32_t remove_first(Fifo& fifo);
    void admit(Queue& queue, base::McuClock now);
    Queue* most_urgent();

    std::vector<Message> nodes_;
    Fifo free_;
    std::vector<Queue> queues_;
    std::size_t ready_bytes_ = 0;
    std::size_t upcoming_bytes_ = 0;
    base::McuClock next_admission_{~std::uint64_t{0}};
};

}  // namespace escapement::mcu
