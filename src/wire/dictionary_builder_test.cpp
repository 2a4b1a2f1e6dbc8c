// Producing dictionaries from declarations.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/dictionary_builder.hpp"

#include <gtest/gtest.h>

namespace escapement::wire {
namespace {

struct Move {
    std::uint8_t oid = 0;
    std::int16_t add = 0;
    static constexpr Schema<"move", &Move::oid, &Move::add> schema{};
};

TEST(DictionaryBuilder, writes_declared_messages_as_boards_do) {
    DictionaryBuilder builder;
    builder.about("Escapement", "v1", "gcc");
    builder.command<Move>(-4);
    builder.response(9, "clock clock=%u");
    builder.output(10, "%u ticks");
    builder.names("pin", "PA0", 0, 8);
    builder.name("pin", "TEMPERATURE", 254);
    builder.static_string(3, "Timer too close");
    builder.constant("CLOCK_FREQ", 20000000);
    builder.constant("MCU", "sim");

    EXPECT_EQ(to_json(builder.build()),
              R"({"app":"Escapement","build_versions":"gcc","commands":{"move oid=%c add=%hi":-4},)"
              R"("config":{"CLOCK_FREQ":20000000,"MCU":"sim"},)"
              R"("enumerations":{"pin":{"PA0":[0,8],"TEMPERATURE":254},)"
              R"("static_string_id":{"Timer too close":3}},"license":"GNU GPLv3",)"
              R"("output":{"%u ticks":10},"responses":{"clock clock=%u":9},"version":"v1"})");
}

TEST(DictionaryBuilder, orders_messages_by_identifier) {
    DictionaryBuilder builder;
    builder.command(7, "b");
    builder.command(-1, "c");
    builder.command(3, "a");

    const Dictionary dictionary = builder.build();

    EXPECT_EQ(dictionary.commands, (std::vector<DictionaryMessage>{{-1, "c"}, {3, "a"}, {7, "b"}}));
}

TEST(DictionaryBuilderDeathTest, giving_an_identifier_twice_is_a_bug) {
    DictionaryBuilder builder;
    builder.command(7, "a");

    EXPECT_DEATH(builder.response(7, "b"), "has_id");
    EXPECT_DEATH(builder.output(8, "%d"), "parse_output");
}

}  // namespace
}  // namespace escapement::wire
