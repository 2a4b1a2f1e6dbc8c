// Message blocks: how payloads are wrapped for the cable, and found again on the other side.
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   length | 0x10 + sequence | payload, 0 to 59 bytes | crc high | crc low | 0x7e
//
// The length counts the whole block.  A block without payload acknowledges: its sequence is the
// one that its sender expects next.  See docs/reference/wire.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/assert.hpp"
#include "wire/codec.hpp"
#include "wire/crc16.hpp"

namespace escapement::wire {

inline constexpr std::size_t block_overhead = 5;
inline constexpr std::size_t min_block_size = block_overhead;
inline constexpr std::size_t max_block_size = 64;
inline constexpr std::size_t max_payload_size = max_block_size - block_overhead;
inline constexpr std::uint8_t sync_byte = 0x7e;
inline constexpr std::uint8_t sequence_mark = 0x10;

// The number of a block, 0 to 15; it wraps, so it has no order.
struct Sequence {
    std::uint8_t raw = 0;

    constexpr Sequence next() const { return {static_cast<std::uint8_t>((raw + 1) & 0x0f)}; }
    // How many steps of next() lead from `earlier` to this one, 0 to 15.
    constexpr unsigned since(Sequence earlier) const { return (raw - earlier.raw) & 0x0fU; }
    constexpr bool operator==(const Sequence&) const = default;
};

// A block that arrived whole.  The payload may hold several messages, or none.
struct Block {
    Sequence sequence;
    Bytes payload;
};

// Writes a block and returns its size.  `out` must have room for payload and block_overhead;
// a payload of more than max_payload_size is a bug of the caller.
constexpr std::size_t encode_block(Sequence sequence, Bytes payload, std::span<std::uint8_t> out) {
    const std::size_t size = payload.size() + block_overhead;
    ASSERT(size <= max_block_size && size <= out.size());
    out[0] = static_cast<std::uint8_t>(size);
    out[1] = sequence_mark | (sequence.raw & 0x0f);
    for (std::size_t i = 0; i < payload.size(); ++i) out[2 + i] = payload[i];
    const std::uint16_t crc = crc16(out.first(size - 3));
    out[size - 3] = static_cast<std::uint8_t>(crc >> 8);
    out[size - 2] = static_cast<std::uint8_t>(crc);
    out[size - 1] = sync_byte;
    return size;
}

// Finds the blocks in a stream of bytes, however it is cut into pieces and whatever garbage
// lies between them.  After garbage it starts again behind the next sync byte.
//
//   for (Bytes bytes = received;;) switch (decoder.next(bytes)) {
//       case FrameDecoder::Event::need_more: return;
//       case FrameDecoder::Event::block:     handle(decoder.block()); break;
//       case FrameDecoder::Event::rejected:  ask_again(); break;
//   }
class FrameDecoder {
  public:
    enum class Event {
        need_more,  // everything was consumed
        block,      // block() holds the next one
        rejected,   // garbage; said once until the next valid block, never for spare sync bytes
    };

    // Consumes from the front of `bytes` up to the next event.
    constexpr Event next(Bytes& bytes) {
        drop(handled_);
        handled_ = 0;
        for (;;) {
            const Bytes window = size_ == 0 ? bytes : Bytes(buffer_).first(size_);
            const Verdict verdict = judge(window);
            if (verdict.kind == Kind::incomplete) {
                if (!top_up(bytes, verdict.size)) return Event::need_more;
            } else if (verdict.kind == Kind::whole) {
                accept(window.first(verdict.size), bytes);
                return Event::block;
            } else if (discard(verdict, bytes)) {
                return Event::rejected;
            }
        }
    }

    // The block of the last event; valid until the next call and while its bytes live.
    constexpr const Block& block() const { return block_; }
    // All bytes that belonged to no valid block.
    constexpr std::uint32_t bytes_invalid() const { return bytes_invalid_; }

  private:
    enum class Kind { incomplete, whole, spare_sync, garbage };
    // `size` bytes are needed to know more, make a block, or are to be dropped.
    struct Verdict {
        Kind kind;
        std::size_t size;
    };

    constexpr Verdict judge(Bytes window) const {
        if (seeking_sync_ && !window.empty()) return {Kind::garbage, through_sync(window)};
        if (window.size() < min_block_size) return {Kind::incomplete, min_block_size};
        const std::size_t size = window[0];
        if (size == sync_byte) return {Kind::spare_sync, 1};
        if (size < min_block_size || size > max_block_size || (window[1] & 0xf0) != sequence_mark)
            return {Kind::garbage, through_sync(window)};
        if (window.size() < size) return {Kind::incomplete, size};
        if (!intact(window.first(size))) return {Kind::garbage, through_sync(window)};
        return {Kind::whole, size};
    }

    static constexpr bool intact(Bytes block) {
        const std::size_t size = block.size();
        const unsigned crc = block[size - 3] * 256U + block[size - 2];
        return block[size - 1] == sync_byte && crc == crc16(block.first(size - 3));
    }

    static constexpr std::size_t through_sync(Bytes window) {
        std::size_t i = 0;
        while (i < window.size() && window[i] != sync_byte) ++i;
        return i < window.size() ? i + 1 : i;
    }

    // Gathers `wanted` bytes in the buffer; false if the input ends before that.
    constexpr bool top_up(Bytes& bytes, std::size_t wanted) {
        while (size_ < wanted && !bytes.empty()) {
            buffer_[size_++] = bytes.front();
            bytes = bytes.subspan(1);
        }
        return size_ >= wanted;
    }

    constexpr void accept(Bytes whole, Bytes& bytes) {
        block_ = {{static_cast<std::uint8_t>(whole[1] & 0x0f)},
                  whole.subspan(2, whole.size() - block_overhead)};
        reported_ = false;
        if (size_ == 0)
            bytes = bytes.subspan(whole.size());
        else
            handled_ = whole.size();
    }

    // Drops what is no block; true if the sender should hear of it.
    constexpr bool discard(Verdict verdict, Bytes& bytes) {
        const Bytes window = size_ == 0 ? bytes : Bytes(buffer_).first(size_);
        bytes_invalid_ += static_cast<std::uint32_t>(verdict.size);
        seeking_sync_ = window[verdict.size - 1] != sync_byte;
        if (size_ == 0)
            bytes = bytes.subspan(verdict.size);
        else
            drop(verdict.size);
        if (verdict.kind == Kind::spare_sync || reported_) return false;
        return reported_ = true;
    }

    constexpr void drop(std::size_t count) {
        for (std::size_t i = count; i < size_; ++i) buffer_[i - count] = buffer_[i];
        size_ -= count;
    }

    std::array<std::uint8_t, max_block_size> buffer_{};
    std::size_t size_ = 0;     // bytes gathered in buffer_
    std::size_t handled_ = 0;  // of these, the ones that block_ still shows
    Block block_{};
    std::uint32_t bytes_invalid_ = 0;
    bool seeking_sync_ = false;
    bool reported_ = false;
};

}  // namespace escapement::wire
