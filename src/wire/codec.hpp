// Variable-length integers and buffers: what the payload of a message block is made of.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An integer takes one to five bytes of seven bits, most significant first; a set top bit says
// that more follow.  Values from -32 to 95 take one byte: of the 128 patterns, those whose two
// upper bits are both set mean -32 to -1.  Signed and unsigned numbers travel alike, as the 32
// bits that they share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace escapement::wire {

// Bytes that belong to somebody else: a buffer to send, or a piece of a received block.
using Bytes = std::span<const std::uint8_t>;

inline constexpr std::size_t max_int_size = 5;

// Appends to a caller-owned buffer and remembers whether everything fitted.
class Writer {
  public:
    explicit constexpr Writer(std::span<std::uint8_t> buffer) : buffer_(buffer) {}

    constexpr void put_byte(std::uint8_t byte) {
        if (size_ < buffer_.size()) buffer_[size_] = byte;
        ++size_;
    }

    constexpr void put_int(std::uint32_t value) {
        const auto v = static_cast<std::int32_t>(value);
        for (unsigned shift = 28; shift > 0; shift -= 7) {
            const std::int32_t limit = std::int32_t{1} << (shift - 2);
            if (v >= 3 * limit || v < -limit)
                put_byte(static_cast<std::uint8_t>(value >> shift) | 0x80);
        }
        put_byte(static_cast<std::uint8_t>(value & 0x7f));
    }

    // A length byte and the bytes.  More than 255 never fit.
    constexpr void put_bytes(Bytes bytes) {
        if (bytes.size() > 255) size_ = buffer_.size();
        put_byte(static_cast<std::uint8_t>(bytes.size()));
        for (std::uint8_t byte : bytes) put_byte(byte);
    }
    constexpr void put_text(std::string_view text) {
        if (text.size() > 255) size_ = buffer_.size();
        put_byte(static_cast<std::uint8_t>(text.size()));
        for (char c : text) put_byte(static_cast<std::uint8_t>(c));
    }

    constexpr bool fits() const { return size_ <= buffer_.size(); }
    constexpr std::size_t size() const { return size_; }
    // What was written; only the part that fitted.
    constexpr Bytes bytes() const { return buffer_.first(fits() ? size_ : buffer_.size()); }
    // Forgets everything beyond the first `size` bytes.
    constexpr void rewind(std::size_t size) { size_ = size; }

  private:
    std::span<std::uint8_t> buffer_;
    std::size_t size_ = 0;
};

// Consumes a received payload.  A read past the end, or an integer that does not end within
// five bytes, makes it not ok; from then on there is nothing left and every read gives zero.
class Reader {
  public:
    explicit constexpr Reader(Bytes payload) : rest_(payload) {}

    constexpr std::uint8_t take_byte() {
        if (rest_.empty()) return fail(), 0;
        const std::uint8_t byte = rest_.front();
        rest_ = rest_.subspan(1);
        return byte;
    }

    // The 32 bits of an integer; a signed one is a cast away.
    constexpr std::uint32_t take_int() {
        std::uint32_t byte = take_byte();
        std::uint32_t value = byte & 0x7f;
        if ((byte & 0x60) == 0x60) value |= ~std::uint32_t{0x7f};
        for (std::size_t taken = 1; byte & 0x80; ++taken) {
            if (taken == max_int_size) return fail(), 0;
            byte = take_byte();
            value = (value << 7) | (byte & 0x7f);
        }
        return ok_ ? value : 0;
    }

    // An integer that must fit `bits`, read as signed or as unsigned; fails otherwise.
    constexpr std::uint32_t take_int(unsigned bits) {
        const std::uint32_t value = take_int();
        const std::uint32_t above = value >> bits;
        const bool negative = above == ~std::uint32_t{0} >> bits && (value >> (bits - 1) & 1);
        if (above != 0 && !negative) return fail(), 0;
        return value;
    }

    // A length byte and that many bytes, which stay where they are.
    constexpr Bytes take_bytes() {
        const std::size_t size = take_byte();
        if (size > rest_.size()) return fail(), Bytes{};
        const Bytes bytes = rest_.first(size);
        rest_ = rest_.subspan(size);
        return bytes;
    }

    constexpr bool ok() const { return ok_; }
    constexpr bool at_end() const { return rest_.empty(); }
    constexpr Bytes rest() const { return rest_; }
    constexpr void fail() {
        ok_ = false;
        rest_ = {};
    }

  private:
    Bytes rest_;
    bool ok_ = true;
};

}  // namespace escapement::wire
