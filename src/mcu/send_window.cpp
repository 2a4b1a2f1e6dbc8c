// Numbers, keeps and retires blocks; decides when they must be repeated.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/send_window.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace escapement::mcu {

namespace {

wire::Sequence sequence_of(std::uint64_t number) {
    return {static_cast<std::uint8_t>(number & 0x0f)};
}

}  // namespace

SendWindow::Answer SendWindow::hear(wire::Sequence said, bool is_empty, base::HostTime now) {
    const std::uint64_t wanted = wanted_ + said.since(sequence_of(wanted_));
    if (wanted > next_) {
        if (in_step_) return {};
        // The board has talked with somebody before and goes on counting from there.
        const std::uint64_t shift = wanted - wanted_;
        renumber(wanted);
        return {.repeat = !blocks_.empty(), .shift = shift};
    }
    Answer answer{.progress = wanted > wanted_};
    if (answer.progress) retire(wanted, now);
    if (!is_empty) return answer;
    if (!answer.progress) note_sign_of_life(now);
    const bool request = is_request(wanted, now);
    if (empty_said_ < wanted)
        empty_said_ = wanted;
    else
        answer.repeat = request && !blocks_.empty();
    return answer;
}

// A board that asks again is there: noise, not silence, is what costs the time.
void SendWindow::note_sign_of_life(base::HostTime now) {
    if (!in_step_ || blocks_.empty()) return;
    round_trip_.forget_back_off();
    deadline_ = std::min(deadline_, now + base::host_duration(round_trip_.timeout()));
}

// A board answers each block that reaches it.  What it says sooner than a round trip after a
// repetition is about blocks that had left before.  After that, the blocks that it had already (or
// accepts) account for so many answers with the same number; one more is about a later block, so
// that the one with this number has been lost again.
bool SendWindow::is_request(std::uint64_t wanted, base::HostTime now) {
    if (now >= echoes_end_) {
        times_ = wanted == counted_ ? times_ + 1 : 1;
        counted_ = wanted;
        if (times_ > wanted - repeated_from_) return true;
    }
    return wanted > deaf_until_;
}

void SendWindow::retire(std::uint64_t wanted, base::HostTime now) {
    const bool sent_once = wanted > repeated_;
    for (; wanted_ < wanted; ++wanted_) {
        const SentBlock block = blocks_.pop();
        bytes_ -= block.size;
        last_size_ = block.size;
        last_left_ = block.first_left;
    }
    in_step_ = true;
    if (sent_once)
        round_trip_.add(std::max(now - *last_left_, base::HostTime::duration{0}));
    else
        round_trip_.forget_back_off();
    deadline_ = base::HostTime::max();
    if (!blocks_.empty())
        deadline_ =
            std::max(now, blocks_[0].first_left) + base::host_duration(round_trip_.timeout());
}

void SendWindow::renumber(std::uint64_t wanted) {
    wanted_ = next_ = wanted;
    empty_said_ = wanted;
    const std::size_t count = blocks_.size();
    for (std::size_t i = 0; i < count; ++i) {
        SentBlock block = blocks_.pop();
        std::array<std::uint8_t, wire::max_payload_size> payload;
        const std::size_t size = block.size - wire::block_overhead;
        std::copy_n(block.bytes.begin() + 2, size, payload.begin());
        encode(block, wire::Bytes(payload).first(size), next_++);
        blocks_.push(block);
    }
}

bool SendWindow::has_room() const {
    if (blocks_.empty()) return true;
    if (blocks_.full()) return false;
    if (receive_window_ == 0) return true;
    // A block whose answer was not an empty one may still occupy the board.
    const std::size_t busy = empty_said_ < wanted_ ? last_size_ : 0;
    return bytes_ + busy + wire::max_block_size <= receive_window_;
}

const SendWindow::SentBlock& SendWindow::append(wire::Bytes payload, base::HostTime leaves) {
    SentBlock block;
    encode(block, payload, next_++);
    block.first_left = leaves;
    bytes_ += block.size;
    if (blocks_.empty()) deadline_ = leaves + base::host_duration(round_trip_.timeout());
    blocks_.push(block);
    return blocks_[blocks_.size() - 1];
}

void SendWindow::encode(SentBlock& block, wire::Bytes payload, std::uint64_t number) {
    const std::size_t size = wire::encode_block(sequence_of(number), payload, block.bytes);
    block.size = static_cast<std::uint8_t>(size);
}

void SendWindow::note_repeated(Reason reason, base::HostTime leaves) {
    ASSERT(!blocks_.empty());
    if (reason == Reason::silence) {
        round_trip_.back_off();
        deaf_until_ = next_;
    } else {
        // What was on its way behind the lost block is refused as well, and so may be the first
        // of what is repeated; a second request is for that, further ones are echoes.
        deaf_until_ = wanted_ < repeated_ ? repeated_ : wanted_;
    }
    repeated_ = next_;
    repeated_from_ = wanted_;
    counted_ = times_ = 0;
    echoes_end_ = leaves + base::host_duration(round_trip_.shortest());
    deadline_ = leaves + base::host_duration(round_trip_.timeout());
}

std::optional<base::HostTime> SendWindow::last_acknowledged_left() const {
    if (wanted_ <= repeated_) return std::nullopt;
    return last_left_;
}

}  // namespace escapement::mcu
