// Dictionaries as JSON: what is read, and what is said about each kind of mistake.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/dictionary_json.hpp"

#include <gtest/gtest.h>

namespace escapement::wire {
namespace {

std::string reason(std::string_view json) {
    const auto dictionary = from_json(json);
    return dictionary ? "fine" : dictionary.error().what;
}

// A dictionary that is right but for one more section.
std::string reason_with(const std::string& section) {
    return reason(R"({"commands": {}, "responses": {}, )" + section + "}");
}

TEST(DictionaryJson, reads_every_part) {
    const auto dictionary = from_json(R"({
        "app": "Klipper", "version": "v0.13", "build_versions": "gcc", "license": "GNU GPLv3",
        "commands": {"identify offset=%u count=%c": 1, "get_clock": -3},
        "responses": {"clock clock=%u": 77},
        "output": {"busy for %u": 78},
        "enumerations": {"pin": {"PA0": [0, 16], "ADC": 254}},
        "config": {"CLOCK_FREQ": 16000000, "MCU": "avr", "RATIO": 0.5, "FAST": true}})");
    ASSERT_TRUE(dictionary) << dictionary.error().what;

    EXPECT_EQ(dictionary->app, "Klipper");
    EXPECT_EQ(dictionary->version, "v0.13");
    EXPECT_EQ(dictionary->build_versions, "gcc");
    EXPECT_EQ(dictionary->license, "GNU GPLv3");
    EXPECT_EQ(
        dictionary->commands,
        (std::vector<DictionaryMessage>{{-3, "get_clock"}, {1, "identify offset=%u count=%c"}}));
    EXPECT_EQ(dictionary->responses.at(0), (DictionaryMessage{77, "clock clock=%u"}));
    EXPECT_EQ(dictionary->output.at(0), (DictionaryMessage{78, "busy for %u"}));
    EXPECT_EQ(dictionary->enumeration("pin")->value("PA9"), 9);
    EXPECT_EQ(dictionary->number("CLOCK_FREQ"), 16e6);
    EXPECT_EQ(dictionary->text("MCU"), "avr");
    EXPECT_EQ(dictionary->number("RATIO"), 0.5);
    EXPECT_EQ(dictionary->number("FAST"), 1);
}

TEST(DictionaryJson, sections_that_older_firmware_lacks_may_be_missing) {
    EXPECT_EQ(reason(R"({"commands": {}, "responses": {}})"), "fine");
    EXPECT_EQ(reason(R"({"commands": {}})"), "responses: is missing");
}

TEST(DictionaryJson, text_cut_anywhere_is_cut_off) {
    const std::string whole = R"({"commands": {"a b=%u": 1}, "responses": {}})";
    for (std::size_t size = 1; size < whole.size(); ++size)
        EXPECT_EQ(reason(whole.substr(0, size)),
                  "is cut off: the JSON ends after " + std::to_string(size) + " bytes");
}

TEST(DictionaryJson, broken_text_is_placed) {
    EXPECT_EQ(reason(R"({"commands": {}, oops})"),
              R"(byte 18: JSON expected something else than '"commands": {}, o')");
    EXPECT_EQ(reason("[1]"), "must be a JSON object");
    EXPECT_EQ(reason_with("\"x\": " + std::string(100000, '[')), "is nested too deeply");
}

TEST(DictionaryJson, sections_of_the_wrong_kind_are_named) {
    EXPECT_EQ(reason(R"({"commands": [], "responses": {}})"), "commands: must be an object");
    EXPECT_EQ(reason_with(R"("output": 5)"), "output: must be an object");
    EXPECT_EQ(reason_with(R"("config": "x")"), "config: must be an object");
    EXPECT_EQ(reason_with(R"("enumerations": null)"), "enumerations: must be an object");
    EXPECT_EQ(reason_with(R"("version": 5)"), "version: must be a text");
}

TEST(DictionaryJson, wrong_messages_are_named) {
    EXPECT_EQ(reason(R"({"commands": {"queue_step oid=%q": 1}, "responses": {}})"),
              "commands: 'queue_step oid=%q': unknown field type '%q' "
              "(known are %c %hu %hi %u %i %s %*s %.*s)");
    EXPECT_EQ(reason(R"({"commands": {"": 1}, "responses": {}})"),
              "commands: '': does not begin with the name of a message");
    EXPECT_EQ(reason(R"({"commands": {"a oid": 1}, "responses": {}})"),
              "commands: 'a oid': expected name=%type, not 'oid'");
    EXPECT_EQ(reason(R"({"commands": {}, "responses": {"a": "1"}})"),
              "responses: 'a': the identifier must be a whole number from -4096 to 12287");
    EXPECT_EQ(reason(R"({"commands": {}, "responses": {"a": 12288}})"),
              "responses: 'a': the identifier must be a whole number from -4096 to 12287");
    EXPECT_EQ(reason(R"({"commands": {}, "responses": {"a": 18446744073709551615}})"),
              "responses: 'a': the identifier must be a whole number from -4096 to 12287");
    EXPECT_EQ(reason_with(R"("output": {"%d": 1})"),
              "output: '%d': unknown field type '%d' (known are %c %hu %hi %u %i %s %*s %.*s)");
}

TEST(DictionaryJson, identifiers_and_names_are_unique) {
    EXPECT_EQ(reason(R"({"commands": {"a": 1}, "responses": {"b": 1}})"),
              "'a' and 'b' share identifier 1");
    EXPECT_EQ(reason(R"({"commands": {"a": 1}, "responses": {"a x=%u": 2}})"),
              "there are two messages named 'a'");
}

TEST(DictionaryJson, wrong_enumerations_are_named) {
    EXPECT_EQ(reason_with(R"("enumerations": {"pin": [1]})"),
              "enumerations: pin: must be an object");
    const std::string expected =
        "enumerations: pin: 'PA0': must be a whole number or [first, count]";
    EXPECT_EQ(reason_with(R"("enumerations": {"pin": {"PA0": "0"}})"), expected);
    EXPECT_EQ(reason_with(R"("enumerations": {"pin": {"PA0": [0]}})"), expected);
    EXPECT_EQ(reason_with(R"("enumerations": {"pin": {"PA0": [0, 1.5]}})"), expected);
    EXPECT_EQ(reason_with(R"("enumerations": {"pin": {"PA0": 1e300}})"), expected);
    EXPECT_EQ(reason_with(R"("enumerations": {"pin": {"PA0": [0, -1]}})"),
              "enumerations: pin: 'PA0': -1 values from 0 on do not fit 32 bits");
}

TEST(DictionaryJson, wrong_constants_are_named) {
    EXPECT_EQ(reason_with(R"("config": {"MCU": []})"), "config: MCU: must be a number or a text");
    EXPECT_EQ(reason_with(R"("config": {"MCU": null})"), "config: MCU: must be a number or a text");
}

TEST(DictionaryJson, texts_that_are_not_unicode_are_refused_and_never_written) {
    EXPECT_NE(reason("{\"commands\": {}, \"responses\": {}, \"app\": \"\xff\"}"), "fine");
    Dictionary dictionary;
    dictionary.app = "\xff";

    EXPECT_EQ(reason(to_json(dictionary)), "fine");
}

}  // namespace
}  // namespace escapement::wire
