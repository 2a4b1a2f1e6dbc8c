// The board's end of the cable: blocks in, blocks out, acknowledgements.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "firmware/board.hpp"
#include "firmware/identifiers.hpp"
#include "wire/frame.hpp"
#include "wire/message.hpp"

namespace escapement::firmware {

// Task context.
template <Board B>
class Console {
  public:
    explicit Console(B& board) : board_(board) {}

    // Sends a response in a block of its own.  One that does not fit a block is dropped.
    template <wire::Message M>
    void send(const M& message) {
        Buffer block;
        wire::Writer payload{std::span(block).subspan(payload_start, wire::max_payload_size)};
        if (wire::encode(response_id<M>, message, payload)) transmit(block, payload.size());
    }

    // Calls `dispatch` with the payload of each block that is the next one.  Every block, and
    // the first of a run of garbage, is answered with the number of the block that is expected:
    // to the host that is an acknowledgement or a request to send again.
    template <class Dispatch>
    void receive(wire::Bytes bytes, Dispatch&& dispatch) {
        using Event = wire::FrameDecoder::Event;
        for (;;) {
            const Event event = decoder_.next(bytes);
            if (event == Event::need_more) return;
            if (event == Event::block && decoder_.block().sequence == expected_) {
                expected_ = expected_.next();
                dispatch(decoder_.block().payload);
            }
            acknowledge();
        }
    }

  private:
    using Buffer = std::array<std::uint8_t, wire::max_block_size>;
    static constexpr std::size_t payload_start = 2;

    void acknowledge() {
        Buffer block;
        transmit(block, 0);
    }

    void transmit(Buffer& block, std::size_t payload_size) {
        const wire::Bytes payload = std::span(block).subspan(payload_start, payload_size);
        const std::size_t size = wire::encode_block(expected_, payload, block);
        board_.transmit(std::span(block).first(size));
    }

    B& board_;
    wire::FrameDecoder decoder_;
    wire::Sequence expected_;
};

}  // namespace escapement::firmware
