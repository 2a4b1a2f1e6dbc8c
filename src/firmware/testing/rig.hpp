// The firmware on a fake board, spoken to in Klipper's message syntax.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "firmware/dictionary.hpp"
#include "firmware/firmware.hpp"
#include "firmware/scheduler/cooperative.hpp"
#include "firmware/testing/fake_board.hpp"
#include "wire/codebook.hpp"
#include "wire/dictionary_builder.hpp"
#include "wire/frame.hpp"

namespace escapement::firmware::testing {

// Pins are called P0 to P7; a tick is a microsecond unless a test says otherwise.
class Rig {
  public:
    using Program = Firmware<FakeBoard, Cooperative<FakeBoard>>;

    // Ends in a fresh board: what it says when it starts has been taken.
    explicit Rig(std::uint32_t now = 0, std::uint32_t frequency_hz = 1'000'000)
        : board_{.now = now, .hz = frequency_hz},
          firmware_(board_, memory_, dictionary_text),
          book_(make_book()) {
        answers();
    }
    // The same, with devices configured.
    explicit Rig(std::initializer_list<std::string_view> configuration) : Rig(0) {
        for (std::string_view command : configuration) say(command);
        say("finalize_config crc=1");
        answers();
        events();
    }

    // Sends a command in a block of its own.
    void say(std::string_view command) { send(encode(command)); }
    // Sends several in one block.
    void say_at_once(std::initializer_list<std::string_view> commands) {
        std::vector<std::uint8_t> all;
        for (std::string_view command : commands) {
            const auto payload = encode(command);
            all.insert(all.end(), payload.begin(), payload.end());
        }
        send(all);
    }
    void send(wire::Bytes payload) {
        std::array<std::uint8_t, wire::max_block_size> block;
        const std::size_t size = wire::encode_block(sequence_, payload, block);
        sequence_ = sequence_.next();
        firmware_.receive(wire::Bytes(block).first(size));
    }

    // Lets time pass, each timer running at its own clock.
    void run_until(std::uint32_t clock) {
        unsigned events = 0;
        while (const Timer* timer = firmware_.scheduler().first()) {
            if (Clock32{clock}.before(timer->due)) break;
            ASSERT(++events < max_events);
            if (board_.clock().before(timer->due)) board_.now = timer->due.raw;
            firmware_.fire();
            if (firmware_.scheduler().take_wake()) firmware_.run_tasks();
        }
        if (board_.clock().before({clock})) board_.now = clock;
    }
    // Lets time pass without anything running, as when interrupts are kept out for too long.
    void stall_until(std::uint32_t clock) { board_.now = clock; }

    // What the board said since the last call, acknowledgements left out: one message, or
    // several separated by "; ".
    std::string answers() {
        std::string text;
        for (const std::string& message : blocks())
            if (!message.empty()) text += (text.empty() ? "" : "; ") + message;
        return text;
    }
    // The same with acknowledgements as empty texts.
    std::vector<std::string> blocks() {
        std::vector<std::string> found;
        const auto sent = std::exchange(board_.sent, {});
        wire::Bytes rest(sent);
        wire::FrameDecoder decoder;
        while (decoder.next(rest) == wire::FrameDecoder::Event::block) {
            next_expected_ = decoder.block().sequence;
            auto messages = book_.decode_all(decoder.block().payload);
            ASSERT(messages);
            found.push_back(messages->empty() ? "" : messages->front().print());
        }
        return found;
    }
    // The sequence number in the last block that was taken.
    wire::Sequence next_expected() const { return next_expected_; }
    // What happened at the pins since the last call.
    std::string events() {
        std::string journal = std::exchange(board_.journal, {});
        if (!journal.empty()) journal.pop_back();
        return journal;
    }

    FakeBoard& board() { return board_; }
    Program& firmware() { return firmware_; }

  private:
    // In one stretch of time; more means that timers do not let time pass.
    static constexpr unsigned max_events = 1'000'000;

    // What `identify` tells: eighty times 'x'.
    static constexpr auto dictionary_text = [] {
        std::array<std::uint8_t, 80> text{};
        text.fill('x');
        return text;
    }();

    static wire::Codebook make_book() {
        wire::DictionaryBuilder builder;
        describe<Program::Commands>(builder);
        builder.names("pin", "P0", 0, 100);
        builder.names("spi_bus", "spi0", 0, 10);
        builder.names("i2c_bus", "i2c0", 0, 10);
        auto book = wire::Codebook::make(builder.build());
        ASSERT(book);
        return std::move(*book);
    }
    std::vector<std::uint8_t> encode(std::string_view command) const {
        auto payload = book_.encode(command);
        ASSERT(payload);
        return std::move(*payload);
    }

    alignas(16) std::array<std::byte, 2048> memory_;
    FakeBoard board_;
    Program firmware_;
    wire::Codebook book_;
    wire::Sequence sequence_;
    wire::Sequence next_expected_;
};

}  // namespace escapement::firmware::testing
