// A board that says once more what it said in a flight recording.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Until the recording begins it answers as any board does that is asked who it is and what its
//    clock shows, so that a host can get to know it; the clock is the one that the samples tell.
// 2. From then on it says what is recorded, when that was recorded.  It takes whatever it is told.
// 3. Once the recording has nothing further from it, it answers nothing any more.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "flight/reader.hpp"
#include "mcu/clock_line.hpp"
#include "runtime/actor.hpp"
#include "runtime/byte_stream.hpp"
#include "wire/codebook.hpp"
#include "wire/frame.hpp"

namespace escapement::app {

class ReplayedBoard final : public runtime::ByteStream, public runtime::Actor {
  public:
    // Recorded moments come so much later, so that there is time to get to know each other.
    static constexpr base::HostTime::duration later = std::chrono::seconds(10);

    // Fails if the recording lacks the board's dictionary.  Clock and recording outlive the board.
    static base::Result<std::unique_ptr<ReplayedBoard>> make(const runtime::Clock& clock,
                                                             const flight::Recording& recording,
                                                             std::uint8_t number);

    std::size_t write(std::span<const std::uint8_t> bytes) override;
    std::size_t read(std::span<std::uint8_t> buffer) override;
    std::string failure() const override { return {}; }

    void poll(base::HostTime) override {}
    base::HostTime next_wake() const override;

  private:
    ReplayedBoard(const runtime::Clock& clock, wire::Bytes compressed, wire::Codebook book);
    void gather(const flight::Recording& recording, std::uint8_t number);
    void learn_clock(const std::vector<flight::SampleData>& samples);
    void hear(const wire::Block& block);
    void answer(wire::Bytes payload);
    void answer_identify(wire::Reader fields);
    void say(wire::Bytes payload);
    void say_what_is_due();

    struct Said {
        base::HostTime at;
        wire::Bytes payload;
    };
    const runtime::Clock& clock_;
    const wire::Bytes compressed_;
    const wire::Codebook book_;
    mcu::ClockLine line_;
    std::deque<Said> to_say_;      // with something in it
    base::HostTime last_heard_{};  // when the host heard from it last
    base::HostTime first_{};       // when the recording begins
    wire::FrameDecoder decoder_;
    wire::Sequence expected_{};
    std::vector<std::uint8_t> output_;
};

}  // namespace escapement::app
