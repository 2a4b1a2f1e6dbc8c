// The blocks that a microcontroller has not acknowledged yet.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Blocks are numbered without end here and by four bits on the cable.  The board accepts a block
// only if it has the next number, and answers every block with an empty one that says which
// number it wants next; the blocks that carry its messages say so too.  An empty one that says
// what was said before means: something was lost, send again from there.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/ring.hpp"
#include "base/time.hpp"
#include "mcu/round_trip.hpp"
#include "wire/frame.hpp"

namespace escapement::mcu {

// Belongs to one thread.
class SendWindow {
  public:
    // Fewer than the 16 that four bits tell apart, so that late answers can be recognised.
    static constexpr std::size_t max_blocks = 12;

    struct SentBlock {
        std::array<std::uint8_t, wire::max_block_size> bytes;
        std::uint8_t size = 0;
        base::HostTime first_left{};  // when its last byte left the first time

        wire::Bytes content() const { return wire::Bytes(bytes).first(size); }
    };

    // What an answer meant.
    struct Answer {
        bool progress = false;    // blocks have left the window
        bool repeat = false;      // the blocks in the window are wanted again
        std::uint64_t shift = 0;  // by which they have been numbered anew
    };

    // Takes note of a block that arrived; `is_empty` if it had no payload.  One that acknowledges
    // what was never sent changes nothing.
    Answer hear(wire::Sequence wanted, bool is_empty, base::HostTime now);

    bool empty() const { return blocks_.empty(); }
    bool has_room() const;
    // Numbers and keeps a block; it is sent by the caller, to have left at `leaves`.
    const SentBlock& append(wire::Bytes payload, base::HostTime leaves);
    std::size_t size() const { return blocks_.size(); }
    const SentBlock& operator[](std::size_t i) const { return blocks_[i]; }

    // When the blocks must be repeated; runtime::never without any.
    base::HostTime deadline() const { return deadline_; }
    // They have been repeated, because the board asked or because the deadline passed; the
    // first will have left at `leaves`.
    enum class Reason { asked, silence };
    void note_repeated(Reason reason, base::HostTime leaves);

    void set_receive_window(std::size_t bytes) { receive_window_ = bytes; }

    // Number of the next block to be sent, and of the one that the board wants.
    std::uint64_t next_number() const { return next_; }
    std::uint64_t wanted_number() const { return wanted_; }
    std::uint64_t repeated_number() const { return repeated_; }
    // When the last acknowledged block left, unless it may have been a repeated one.
    std::optional<base::HostTime> last_acknowledged_left() const;
    const RoundTrip& round_trip() const { return round_trip_; }

  private:
    void retire(std::uint64_t wanted, base::HostTime now);
    void note_sign_of_life(base::HostTime now);
    bool is_request(std::uint64_t wanted, base::HostTime now);
    void renumber(std::uint64_t wanted);
    void encode(SentBlock& block, wire::Bytes payload, std::uint64_t number);

    base::Ring<SentBlock, max_blocks> blocks_;
    // A board that was just switched on expects a number that ends in four zero bits.
    std::uint64_t next_ = 16;
    std::uint64_t wanted_ = 16;
    bool in_step_ = false;             // the board has accepted a block of ours
    std::uint64_t empty_said_ = 15;    // the number in the last empty block
    std::uint64_t repeated_ = 16;      // all blocks before this one may have been sent twice
    std::uint64_t deaf_until_ = 0;     // requests to repeat are honoured beyond this number
    std::uint64_t repeated_from_ = 0;  // the first block of the last repetition
    base::HostTime echoes_end_ = base::HostTime::max();  // answers to that come from here on
    std::uint64_t counted_ = 0, times_ = 0;              // how often they have said the same number
    std::optional<base::HostTime> last_left_;
    std::size_t last_size_ = 0;
    std::size_t bytes_ = 0;
    std::size_t receive_window_ = 0;
    base::HostTime deadline_ = base::HostTime::max();
    RoundTrip round_trip_;
};

}  // namespace escapement::mcu
