// Payloads from text and text from payloads, by a board's dictionary.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/codebook.hpp"

#include <gtest/gtest.h>

#include "wire/dictionary_builder.hpp"

namespace escapement::wire {
namespace {

using Octets = std::vector<std::uint8_t>;

Codebook board() {
    DictionaryBuilder builder;
    builder.command(22, "queue_step oid=%c interval=%u count=%hu add=%hi");
    builder.command(10, "debug_ping data=%*s");
    builder.command(26, "config_endstop oid=%c pin=%c pull_up=%c");
    builder.response(130, "stepper_position oid=%c pos=%i");
    builder.response(-5, "shutdown clock=%u static_string_id=%hu");
    builder.output(-6, "pin %c is %s");
    builder.names("pin", "PA0", 0, 16);
    builder.static_string(3, "Timer too close");
    auto book = Codebook::make(builder.build());
    EXPECT_TRUE(book) << book.error().what;
    return *std::move(book);
}

std::string decoded(const Octets& payload) {
    const Codebook book = board();
    const auto messages = book.decode_all(payload);
    if (!messages) return messages.error().what;
    std::string text;
    for (const DecodedMessage& message : *messages) text += message.print() + ";";
    return text;
}

std::string reason(std::string_view line) {
    const auto payload = board().encode(line);
    return payload ? "fine" : payload.error().what;
}

TEST(Codebook, encodes_what_is_typed) {
    EXPECT_EQ(*board().encode("queue_step oid=1 interval=100 count=5 add=-3"),
              (Octets{22, 1, 0x80, 100, 5, 0x7d}));
    EXPECT_EQ(*board().encode("  config_endstop oid=1 pin=PA3 pull_up=-1\n"),
              (Octets{26, 1, 3, 0x7f}));
    EXPECT_EQ(*board().encode("shutdown static_string_id=\"Timer too close\" clock=5"),
              (Octets{0x7b, 5, 3}));
    EXPECT_EQ(*board().encode("stepper_position oid=1 pos=-42"), (Octets{0x81, 2, 1, 0xff, 0x56}));
}

TEST(Codebook, prints_what_is_received) {
    EXPECT_EQ(decoded({0x81, 2, 1, 0xff, 0x56}), "stepper_position oid=1 pos=-42;");
    EXPECT_EQ(decoded({0x7b, 5, 3}), "shutdown clock=5 static_string_id=\"Timer too close\";");
    EXPECT_EQ(decoded({0x7a, 7, 4, 'h', 'i', 'g', 'h'}), "pin 7 is \"high\";");
}

struct Sample {
    const char* line;
    Octets payload;
};

// Made by create_command() of klippy/msgproto.py in Klipper, for the dictionary above.
const std::vector<Sample>& samples() {
    static const std::vector<Sample> all{
        {"queue_step oid=0 interval=16777216 count=65535 add=-32768",
         {22, 0x00, 0x88, 0x80, 0x80, 0x00, 0x83, 0xff, 0x7f, 0xfe, 0x80, 0x00}},
        {"queue_step oid=96 interval=200000000 count=12288 add=-33",
         {22, 0x80, 0x60, 0xdf, 0xaf, 0x84, 0x00, 0x80, 0xe0, 0x00, 0xff, 0x5f}},
        {"config_endstop oid=3 pin=PA15 pull_up=-1", {26, 0x03, 0x0f, 0x7f}},
        {"debug_ping data=00ff7e10", {10, 0x04, 0x00, 0xff, 0x7e, 0x10}},
        {"stepper_position oid=7 pos=-524289", {0x81, 0x02, 0x07, 0xff, 0xdf, 0xff, 0x7f}},
        {"stepper_position oid=7 pos=201326592", {0x81, 0x02, 0x07, 0x80, 0xe0, 0x80, 0x80, 0x00}},
    };
    return all;
}

TEST(Codebook, writes_the_bytes_that_klippy_writes) {
    for (const Sample& sample : samples()) EXPECT_EQ(*board().encode(sample.line), sample.payload);
}

TEST(Codebook, reads_the_bytes_that_klippy_writes) {
    for (const Sample& sample : samples())
        EXPECT_EQ(decoded(sample.payload), std::string(sample.line) + ";");
}

TEST(Codebook, reads_the_longer_forms_that_klippy_has_for_large_numbers) {
    EXPECT_EQ(decoded({22, 0x81, 0x7f, 0x8f, 0xff, 0xff, 0xff, 0x7f, 0x01, 0x81, 0xff, 0x7f}),
              "queue_step oid=255 interval=4294967295 count=1 add=32767;");
    EXPECT_EQ(decoded({0x81, 0x02, 0x01, 0xf8, 0x80, 0x80, 0x80, 0x00}),
              "stepper_position oid=1 pos=-2147483648;");
}

TEST(Codebook, a_payload_may_hold_several_messages) {
    EXPECT_EQ(decoded({10, 1, 'a', 10, 0}), "debug_ping data=\"a\";debug_ping data=;");
    EXPECT_EQ(decoded({}), "");
}

TEST(Codebook, finds_values_by_field) {
    const Codebook book = board();
    const Octets payload{0x81, 2, 1, 0xff, 0x56};
    Reader in(payload);
    const auto message = book.decode(in);
    ASSERT_TRUE(message);

    EXPECT_EQ(message->id, 130);
    EXPECT_EQ(message->format->name(), "stepper_position");
    EXPECT_EQ(*message->find("pos"), FieldValue(std::int64_t{-42}));
    EXPECT_EQ(message->find("absent"), nullptr);
}

TEST(Codebook, says_what_is_wrong_with_a_line) {
    EXPECT_EQ(reason("queue_steps oid=1"),
              "the board has no message 'queue_steps' (did you mean 'queue_step'?)");
    EXPECT_EQ(reason(""), "the board has no message ''");
    EXPECT_EQ(reason("queue_step oid=1 interval=100 count=70000 add=0"),
              "queue_step: count: 70000 is not within -32768 to 65535");
    EXPECT_EQ(reason("config_endstop oid=1 pin=PB3 pull_up=1"),
              "config_endstop: pin: there is no 'PB3' (did you mean 'PA3'?)");
    EXPECT_EQ(reason("debug_ping data=" + std::string(120, '0')),
              "debug_ping: does not fit a message block");
}

TEST(Codebook, says_what_is_wrong_with_a_payload) {
    EXPECT_EQ(decoded({95}), "there is no message with identifier 95");
    EXPECT_EQ(decoded({0x81}), "the payload ends within the identifier of a message");
    EXPECT_EQ(decoded({22, 1, 2}), "queue_step: count: the message ends too early");
}

TEST(Codebook, refuses_a_dictionary_that_contradicts_itself) {
    Dictionary dictionary;
    dictionary.commands = {{1, "a"}, {1, "b"}};

    EXPECT_EQ(Codebook::make(dictionary).error().what,
              "dictionary: 'b': its identifier 1 is taken");
}

TEST(Codebook, can_be_moved) {
    Codebook first = board();
    const Codebook second = std::move(first);

    EXPECT_TRUE(second.encode("config_endstop oid=1 pin=PA3 pull_up=0"));
}

}  // namespace
}  // namespace escapement::wire
