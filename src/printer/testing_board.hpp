// A board in memory for tests, with the pins PA0 to PD15, that understands everything.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mcu/mcu.hpp"
#include "messages/all.hpp"
#include "wire/dictionary_builder.hpp"
#include "wire/frame.hpp"

namespace escapement::printer::testing {

inline constexpr std::int64_t board_frequency_hz = 1'000'000;

inline wire::Dictionary board_dictionary() {
    wire::DictionaryBuilder builder;
    wire::MessageId id = 0;
    messages::Commands::for_each([&]<class M>() { builder.template command<M>(id++); });
    messages::Responses::for_each([&]<class M>() { builder.template response<M>(id++); });
    builder.about("Test", "v1", "none");
    builder.constant("MCU", "test");
    builder.constant("CLOCK_FREQ", board_frequency_hz);
    builder.constant("ADC_MAX", 4095);
    builder.constant("PWM_MAX", 255);
    builder.constant("STATS_SUMSQ_BASE", 256);
    builder.constant("RECEIVE_WINDOW", 192);
    int port = 0;
    for (const char* first : {"PA0", "PB0", "PC0", "PD0"})
        builder.names("pin", first, 16 * port++, 16);
    return builder.build();
}

// What was written for a board, message by message.
class MessageLog {
  public:
    void take(wire::Bytes bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }

    std::vector<std::string> lines(const wire::Codebook& book) const {
        std::vector<std::string> lines;
        wire::FrameDecoder decoder;
        wire::Bytes rest(bytes_);
        while (decoder.next(rest) == wire::FrameDecoder::Event::block) {
            const auto messages = book.decode_all(decoder.block().payload);
            ASSERT(messages);
            for (const auto& message : *messages) lines.push_back(message.print());
        }
        return lines;
    }

  private:
    std::vector<std::uint8_t> bytes_;
};

}  // namespace escapement::printer::testing
