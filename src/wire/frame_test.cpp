// Blocks: their bytes, and how they are found again among garbage.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/frame.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace escapement::wire {
namespace {

using Octets = std::vector<std::uint8_t>;

Octets block(unsigned sequence, const Octets& payload) {
    Octets bytes(payload.size() + block_overhead);
    encode_block({static_cast<std::uint8_t>(sequence)}, payload, bytes);
    return bytes;
}

Octets operator+(Octets a, const Octets& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

Octets text(std::string_view characters) {
    return {characters.begin(), characters.end()};
}

// "[3:ab]" for block 3 with payload "ab", "!" for a rejection.
std::string feed(FrameDecoder& decoder, Bytes bytes) {
    std::string told;
    for (auto event = decoder.next(bytes); event != FrameDecoder::Event::need_more;
         event = decoder.next(bytes)) {
        if (event == FrameDecoder::Event::rejected) {
            told += '!';
            continue;
        }
        const Block& found = decoder.block();
        told += '[' + std::to_string(found.sequence.raw) + ':';
        told.append(found.payload.begin(), found.payload.end());
        told += ']';
    }
    EXPECT_TRUE(bytes.empty());
    return told;
}

std::string decode(const Octets& bytes) {
    FrameDecoder decoder;
    return feed(decoder, bytes);
}

TEST(Frame, a_block_has_length_sequence_payload_crc_and_sync) {
    EXPECT_EQ(block(0, {}), (Octets{0x05, 0x10, 0x9e, 0x81, 0x7e}));
    // "get_clock" is 5; the bytes are those that klippy/msgproto.py of Klipper makes of it.
    EXPECT_EQ(block(3, {5}), (Octets{0x06, 0x13, 0x05, 0x07, 0xbe, 0x7e}));
}

TEST(Frame, sequences_count_in_sixteen) {
    const Sequence last{15};

    EXPECT_EQ(last.next(), Sequence{0});
    EXPECT_EQ(Sequence{2}.since(Sequence{14}), 4U);
}

TEST(Frame, a_block_comes_back_as_it_was) {
    EXPECT_EQ(decode(block(9, text("hello"))), "[9:hello]");
    EXPECT_EQ(decode(block(9, {})), "[9:]");
    EXPECT_EQ(decode(block(15, text(std::string(59, 'x')))), "[15:" + std::string(59, 'x') + "]");
}

TEST(Frame, blocks_follow_each_other_directly) {
    EXPECT_EQ(decode(block(1, text("a")) + block(2, {}) + block(3, text("b"))), "[1:a][2:][3:b]");
}

TEST(Frame, a_sync_byte_within_the_payload_ends_nothing) {
    EXPECT_EQ(decode(block(1, text("~~~"))), "[1:~~~]");
}

TEST(Frame, a_block_arrives_in_any_pieces) {
    const Octets bytes = block(1, text("first")) + block(2, text("second"));
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        FrameDecoder decoder;
        std::string told = feed(decoder, Bytes(bytes).first(cut));
        told += feed(decoder, Bytes(bytes).subspan(cut));
        EXPECT_EQ(told, "[1:first][2:second]") << cut;
    }
}

TEST(Frame, spare_sync_bytes_are_dropped_in_silence) {
    EXPECT_EQ(decode(text("~~~~~~") + block(1, text("a")) + text("~") + block(2, {})), "[1:a][2:]");
}

TEST(Frame, garbage_is_rejected_once_and_ends_with_a_sync_byte) {
    EXPECT_EQ(decode(text("noise, more noise~") + block(1, text("a"))), "![1:a]");
    EXPECT_EQ(decode(text("one~two~three~") + block(1, text("a"))), "![1:a]");
    EXPECT_EQ(decode(block(1, {}) + text("noise~") + block(2, {}) + text("noise~") + block(3, {})),
              "[1:]![2:]![3:]");
}

TEST(Frame, a_block_in_the_shadow_of_garbage_is_lost) {
    // Without a sync byte before it, the block's own one is where reading starts again.
    EXPECT_EQ(decode(text("noise") + block(1, text("a")) + block(2, text("b"))), "![2:b]");
}

TEST(Frame, any_damaged_bit_rejects_the_block_and_not_the_ones_after_it) {
    const Octets good = block(5, text("precious"));
    for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
        Octets bad = good;
        bad[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        const std::string told = decode(bad + text("~") + block(6, text("a")) + block(7, {}) +
                                        block(8, {}) + Octets(64));
        // A longer length swallows blocks until its crc fails; then it resynchronises.
        EXPECT_EQ(told.find("precious"), std::string::npos) << bit;
        EXPECT_NE(told.find('!'), std::string::npos) << bit;
        EXPECT_NE(told.find("[8:]"), std::string::npos) << bit;
    }
}

TEST(Frame, lengths_outside_5_to_64_are_garbage) {
    for (unsigned length : {0U, 1U, 4U, 65U, 255U}) {
        Octets bytes(5);
        bytes[0] = static_cast<std::uint8_t>(length);
        bytes[1] = sequence_mark;
        EXPECT_EQ(decode(bytes + text("~") + block(1, {})), "![1:]") << length;
    }
}

TEST(Frame, a_sequence_without_its_mark_is_garbage) {
    EXPECT_EQ(decode(Octets{0x05, 0x20, 0x00, 0x00, 0x7e} + block(1, {})), "![1:]");
}

TEST(Frame, fewer_than_five_bytes_are_not_judged_yet) {
    FrameDecoder decoder;

    EXPECT_EQ(feed(decoder, text("bad!")), "");
    EXPECT_EQ(decoder.bytes_invalid(), 0U);
    EXPECT_EQ(feed(decoder, text("~")), "!");
    EXPECT_EQ(decoder.bytes_invalid(), 5U);
}

TEST(Frame, every_byte_is_in_a_block_or_counted_as_invalid) {
    FrameDecoder decoder;

    feed(decoder, text("12345678~~") + block(1, text("abc")) + text("~") + block(2, {}));

    EXPECT_EQ(decoder.bytes_invalid(), 11U);
}

TEST(Frame, a_shown_block_stays_until_the_next_call) {
    FrameDecoder decoder;
    const Octets bytes = block(1, text("first")) + block(2, text("second"));
    feed(decoder, Bytes(bytes).first(4));
    Bytes rest = Bytes(bytes).subspan(4);

    ASSERT_EQ(decoder.next(rest), FrameDecoder::Event::block);

    const Bytes shown = decoder.block().payload;
    EXPECT_EQ(std::string(shown.begin(), shown.end()), "first");
    EXPECT_EQ(rest.size(), 11U);
}

TEST(Frame, noise_of_a_million_bytes_hides_no_later_block) {
    std::mt19937 random(1);
    FrameDecoder decoder;
    for (int i = 0; i < 1000; ++i) {
        Octets noise(1000);
        for (auto& byte : noise) byte = static_cast<std::uint8_t>(random());
        feed(decoder, noise);
    }

    // Noise may end within what looks like a block of 64 bytes.
    const std::string told = feed(decoder, Octets(64, sync_byte) + block(1, text("found")));

    EXPECT_NE(told.find("[1:found]"), std::string::npos);
}

constexpr bool works_at_compile_time() {
    const std::array<std::uint8_t, 3> payload{1, 2, 3};
    std::array<std::uint8_t, 8> bytes{};
    encode_block({7}, payload, bytes);
    FrameDecoder decoder;
    Bytes rest(bytes);
    return decoder.next(rest) == FrameDecoder::Event::block && rest.empty() &&
           decoder.block().sequence == Sequence{7} && decoder.block().payload.size() == 3;
}
static_assert(works_at_compile_time());

}  // namespace
}  // namespace escapement::wire
