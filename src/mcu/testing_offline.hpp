// A microcontroller that only writes down what it would be told, for tests of devices.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "mcu/mcu.hpp"
#include "messages/all.hpp"
#include "runtime/executor.hpp"
#include "wire/dictionary_builder.hpp"

namespace escapement::mcu::testing {

// Of a board at 1 MHz with pins PA0 to PA15, of which PA13 is taken, and all messages.
inline wire::DictionaryBuilder usual_dictionary() {
    wire::DictionaryBuilder builder;
    builder.about("Escapement", "1.0", "gcc");
    wire::MessageId id = 1;
    messages::Commands::for_each([&]<wire::Message M>() { builder.command<M>(id++); });
    id = -32;
    messages::Responses::for_each([&]<wire::Message M>() {
        if constexpr (std::same_as<M, messages::IdentifyResponse>)
            builder.response<M>(0);
        else
            builder.response<M>(id++);
    });
    builder.constant("CLOCK_FREQ", 1'000'000);
    builder.constant("MCU", "testchip");
    builder.constant("ADC_MAX", 4095);
    builder.constant("PWM_MAX", 255);
    builder.constant("STEPPER_STEP_BOTH_EDGE", 1);
    builder.constant("RESERVE_PINS_swd", "PA13,PA14");
    builder.names("pin", "PA0", 0, 16);
    builder.static_string(5, "Timer too close");
    return builder;
}

class OfflineRig {
  public:
    explicit OfflineRig(const wire::Dictionary& dictionary = usual_dictionary().build())
        : mcu("mcu", executor, recorder, dictionary) {
        auto task = mcu.identify();
        task.start();
        auto done = task.take();
        ASSERT(done);
    }
    base::Result<void> configure() {
        auto task = mcu.configure();
        task.start();
        return task.take();
    }
    // The last line of a configuration.
    std::string finalize_line() const {
        return "finalize_config crc=" + std::to_string(mcu.configuration().crc());
    }
    // What was sent since the last call, one message in each line.
    std::vector<std::string> lines() {
        recorder.finish();
        std::vector<std::string> list;
        wire::FrameDecoder decoder;
        wire::Bytes rest = bytes_;
        while (decoder.next(rest) == wire::FrameDecoder::Event::block) {
            const auto messages = mcu.codebook().decode_all(decoder.block().payload);
            ASSERT(messages);
            for (const auto& message : *messages) list.push_back(message.print());
        }
        bytes_.clear();
        return list;
    }

    runtime::VirtualClock clock;
    runtime::Executor executor{clock};
    Recorder recorder{
        [this](wire::Bytes bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }};
    Mcu mcu;

  private:
    std::vector<std::uint8_t> bytes_;
};

}  // namespace escapement::mcu::testing
