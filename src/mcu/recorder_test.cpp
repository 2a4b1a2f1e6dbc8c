// Claims about written streams, read back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/recorder.hpp"

#include <gtest/gtest.h>

#include "wire/dictionary_builder.hpp"

namespace escapement::mcu {
namespace {

using Octets = std::vector<std::uint8_t>;

struct Tape {
    Octets bytes;
    Recorder recorder{
        [this](wire::Bytes more) { bytes.insert(bytes.end(), more.begin(), more.end()); }};

    // The payloads joined; `blocks` counts, sequence numbers must follow each other from one.
    Octets read() {
        Octets joined;
        wire::FrameDecoder decoder;
        wire::Bytes rest = bytes;
        wire::Sequence expected{1};
        while (decoder.next(rest) == wire::FrameDecoder::Event::block) {
            EXPECT_EQ(decoder.block().sequence, expected);
            expected = expected.next();
            const wire::Bytes payload = decoder.block().payload;
            joined.insert(joined.end(), payload.begin(), payload.end());
        }
        EXPECT_TRUE(rest.empty());
        EXPECT_EQ(decoder.bytes_invalid(), 0U);
        return joined;
    }
};

When at_clock(std::uint64_t clock) {
    return {.req_clock = {clock}};
}

TEST(Recorder, messages_come_in_the_order_of_their_clocks) {
    Tape tape;
    const CommandQueue a = tape.recorder.new_queue(), b = tape.recorder.new_queue();

    tape.recorder.send(Octets{1}, at_clock(100), a);
    tape.recorder.send(Octets{2}, at_clock(300), a);
    tape.recorder.send(Octets{3}, at_clock(200), b);
    tape.recorder.send(Octets{4}, at_clock(300), b);
    tape.recorder.finish();

    EXPECT_EQ(tape.read(), (Octets{1, 3, 2, 4}));
}

TEST(Recorder, within_a_queue_nothing_overtakes) {
    Tape tape;
    const CommandQueue a = tape.recorder.new_queue(), b = tape.recorder.new_queue();

    tape.recorder.send(Octets{1}, at_clock(500), a);
    tape.recorder.send(Octets{2}, at_clock(100), a);
    tape.recorder.send(Octets{3}, {}, a);
    tape.recorder.send(Octets{4}, at_clock(400), b);
    tape.recorder.finish();

    EXPECT_EQ(tape.read(), (Octets{4, 1, 2, 3}));
}

TEST(Recorder, only_what_is_before_the_given_clock_is_let_go) {
    Tape tape;
    const CommandQueue a = tape.recorder.new_queue(), b = tape.recorder.new_queue();

    tape.recorder.send(Octets{1}, at_clock(100), a);
    tape.recorder.send(Octets{2}, at_clock(200), a);
    tape.recorder.release({200});
    tape.recorder.send(Octets{3}, at_clock(150), b);
    tape.recorder.finish();

    EXPECT_EQ(tape.read(), (Octets{1, 3, 2}));
}

TEST(Recorder, blocks_are_filled_and_numbered_past_sixteen) {
    Tape tape;
    const CommandQueue queue = tape.recorder.new_queue();
    Octets expected;

    for (int i = 0; i < 200; ++i) {
        const Octets message(10, static_cast<std::uint8_t>(i % 90));
        expected.insert(expected.end(), message.begin(), message.end());
        tape.recorder.send(message, at_clock(static_cast<std::uint64_t>(i)), queue);
        tape.recorder.release({static_cast<std::uint64_t>(i)});
    }
    tape.recorder.finish();

    EXPECT_EQ(tape.read(), expected);
    EXPECT_EQ(tape.recorder.blocks(), 40U);
    EXPECT_EQ(tape.recorder.bytes(), tape.bytes.size());
}

TEST(Recorder, bytes_are_handed_on_before_the_end) {
    Tape tape;
    const CommandQueue queue = tape.recorder.new_queue();

    for (std::uint64_t i = 0; i < 100'000; ++i) {
        tape.recorder.send(Octets(20, 1), at_clock(i), queue);
        if (i % 100 == 0) tape.recorder.release({i});
    }

    EXPECT_GT(tape.bytes.size(), 1'900'000U);
}

TEST(Recorder, messages_are_counted_by_name) {
    wire::DictionaryBuilder builder;
    builder.command(-5, "one value=%u");
    builder.command(90, "two");
    builder.command(91, "three");
    Tape tape;
    const CommandQueue queue = tape.recorder.new_queue();

    tape.recorder.send(Octets{0x7b, 3}, {}, queue);
    tape.recorder.send(Octets{0x7b, 4}, {}, queue);
    tape.recorder.send(Octets{0x5a}, {}, queue);
    tape.recorder.finish();
    const auto counts = tape.recorder.counts(builder.build());

    ASSERT_EQ(counts.size(), 2U);
    EXPECT_EQ(counts.at("one").messages, 2U);
    EXPECT_EQ(counts.at("one").bytes, 4U);
    EXPECT_EQ(counts.at("two").messages, 1U);
}

}  // namespace
}  // namespace escapement::mcu
