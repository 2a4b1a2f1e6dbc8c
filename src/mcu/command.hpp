// The host's typed grip on one command of one microcontroller.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/assert.hpp"
#include "base/result.hpp"
#include "mcu/sender.hpp"
#include "wire/dictionary.hpp"
#include "wire/frame.hpp"
#include "wire/message.hpp"

namespace escapement::mcu {

// An encoded message, identifier first.
class EncodedMessage {
  public:
    EncodedMessage() = default;
    template <wire::Message M>
    EncodedMessage(wire::MessageId id, const M& message) {
        wire::Writer out(buffer_);
        const bool fits = wire::encode(id, message, out);
        ASSERT(fits);
        size_ = out.size();
    }
    wire::Bytes bytes() const { return wire::Bytes(buffer_).first(size_); }

  private:
    std::array<std::uint8_t, wire::max_payload_size> buffer_{};
    std::size_t size_ = 0;
};

// Copyable; the sender must outlive it.
template <wire::Message M>
class Command {
  public:
    // Fails, saying what is missing, when the firmware does not speak exactly this message.
    static base::Result<Command> find(const wire::Dictionary& dictionary,
                                      Sender& sender,
                                      CommandQueue queue) {
        auto id = wire::command_id<M>(dictionary);
        if (!id) return std::move(id.error());
        return Command(*id, sender, queue);
    }

    void send(const M& message, When when = {}) const {
        sender_->send(EncodedMessage(id_, message).bytes(), when, queue_);
    }
    EncodedMessage encode(const M& message) const { return {id_, message}; }
    // Writes it there, where it must fit, and returns its size.
    std::size_t encode(const M& message, std::span<std::uint8_t> to) const {
        wire::Writer out(to);
        const bool fits = wire::encode(id_, message, out);
        ASSERT(fits);
        return out.size();
    }
    CommandQueue queue() const { return queue_; }

  private:
    Command(wire::MessageId id, Sender& sender, CommandQueue queue)
        : id_(id), sender_(&sender), queue_(queue) {}
    wire::MessageId id_;
    Sender* sender_;
    CommandQueue queue_;
};

}  // namespace escapement::mcu
