// Where messages for a microcontroller go: down the cable, or into a file.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "wire/codec.hpp"

namespace escapement::mcu {

// When a message may and should leave, on the clock of its microcontroller.
struct When {
    base::McuClock min_clock{};  // not before: the board has no room for it earlier
    base::McuClock req_clock{};  // acted on then; of what is waiting, the earliest goes first

    // For what may wait until the cable has nothing better to do.
    static constexpr base::McuClock background{~std::uint64_t{0}};
};

// Messages of one queue arrive in the order in which they were sent; those of different queues
// overtake each other.
struct CommandQueue {
    std::uint32_t index = 0;
};

// Belongs to one thread.
class Sender {
  public:
    virtual ~Sender() = default;
    virtual CommandQueue new_queue() = 0;
    // Takes one encoded message, identifier first, of 1 to wire::max_payload_size bytes.
    virtual void send(wire::Bytes message, When when, CommandQueue queue) = 0;

    // While one of these lives, many messages follow each other: whoever serves the cable need not
    // be woken for each of them.
    class [[nodiscard]] Burst {
      public:
        explicit Burst(Sender& sender) : sender_(sender) { sender_.begin_burst(); }
        Burst(const Burst&) = delete;
        Burst& operator=(const Burst&) = delete;
        ~Burst() { sender_.end_burst(); }

      private:
        Sender& sender_;
    };

    virtual void begin_burst() {}
    virtual void end_burst() {}
};

}  // namespace escapement::mcu
