// Writes down what would go over the cable: the offline mode's end of a channel.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "mcu/sender.hpp"
#include "wire/dictionary.hpp"
#include "wire/frame.hpp"

namespace escapement::mcu {

// Puts messages into the order of their clocks and wraps them in blocks.  Belongs to one thread.
class Recorder final : public Sender {
  public:
    // Takes the bytes of the stream, some kilobytes at a time.
    using Sink = std::function<void(wire::Bytes)>;
    explicit Recorder(Sink sink) : sink_(std::move(sink)) {}

    CommandQueue new_queue() override;
    // A message without a clock goes with the one before it in its queue.
    void send(wire::Bytes message, When when, CommandQueue queue) override;

    // Nothing earlier than this will be sent any more (what is, goes as soon as it can): lets
    // go of all messages before it.  Call often: what is kept takes memory.
    void release(base::McuClock until);
    // Writes everything.
    void finish();

    struct Count {
        std::uint64_t messages = 0;
        std::uint64_t bytes = 0;  // of payload
    };
    // What was written, by the name of the message.
    std::map<std::string, Count> counts(const wire::Dictionary& dictionary) const;
    std::uint64_t blocks() const { return blocks_; }
    std::uint64_t bytes() const { return bytes_; }

  private:
    // Ordered by clock, then by when it was sent.
    struct Key {
        std::uint64_t clock;
        std::uint64_t order;
        auto operator<=>(const Key&) const = default;
    };
    struct Entry {
        Key key;
        std::array<std::uint8_t, 15> bytes;  // of a short message
        std::uint8_t size;

        bool is_short() const { return size <= bytes.size(); }
    };
    struct Queue {
        std::vector<Entry> entries;            // the next one is at `first`
        std::vector<std::uint8_t> long_bytes;  // of the messages that are not short
        std::size_t first = 0;
        std::size_t first_long = 0;
        std::uint64_t last_clock = 0;

        bool empty() const { return first == entries.size(); }
        const Key& next() const { return entries[first].key; }
        void add(Key key, wire::Bytes message);
        // Forgets what is no longer waiting.
        void trim();
    };
    void release_before(Key limit);
    void append_next(Queue& queue);
    std::uint8_t* room(std::size_t size);
    void close_block();
    void count(wire::Bytes message);
    void write_out();

    Sink sink_;
    std::vector<Queue> queues_;
    std::uint64_t order_ = 0;
    std::vector<std::uint8_t> output_;  // with room for a block behind what is finished
    std::size_t output_size_ = 0;
    std::size_t payload_size_ = 0;  // of the block at the end
    wire::Sequence sequence_{1};
    std::vector<Count> counts_;  // by identifier, the least one first
    std::uint64_t blocks_ = 0, bytes_ = 0;
};

}  // namespace escapement::mcu
