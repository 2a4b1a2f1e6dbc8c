// Aliases and reserved pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/board_pins.hpp"

#include <gtest/gtest.h>

#include "config/reader.hpp"

namespace escapement::config {
namespace {

std::vector<Problem> add(BoardPins& pins, const std::string& section) {
    const auto reading = read_config("b.cfg", MemoryFiles({{"b.cfg", section}}));
    EXPECT_TRUE(reading.clean());
    return pins.add(reading.document.sections().front());
}

std::string resolve(const BoardPins& pins,
                    const std::string& name,
                    const std::string& chip = "mcu") {
    auto pin = pins.resolve({.chip = chip, .name = name});
    return pin ? pin->address() : pin.error().what;
}

TEST(BoardPins, replace_aliases) {
    BoardPins pins;
    const auto problems = add(pins,
                              "[board_pins]\naliases:\n  EXP1_1=PE8, EXP1_2=PE7,\n  E=PA1\n"
                              "aliases_two: F=PA2\n");

    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(resolve(pins, "EXP1_2"), "mcu:PE7");
    EXPECT_EQ(resolve(pins, "F"), "mcu:PA2");
    EXPECT_EQ(resolve(pins, "PC1"), "mcu:PC1");
    EXPECT_EQ(pins.names("mcu"), (std::vector<std::string>{"E", "EXP1_1", "EXP1_2", "F"}));
}

TEST(BoardPins, keep_inversion_and_pull) {
    BoardPins pins;
    add(pins, "[board_pins]\naliases: A=PA1");

    const auto pin = pins.resolve({.name = "A", .inverted = true, .pull = Pull::up});

    EXPECT_EQ(*pin, (Pin{.name = "PA1", .inverted = true, .pull = Pull::up}));
}

TEST(BoardPins, follow_chains_in_either_order) {
    BoardPins pins;
    add(pins, "[board_pins]\naliases: B=C, A=B, C=PA1");

    EXPECT_EQ(resolve(pins, "A"), "mcu:PA1");
    EXPECT_EQ(resolve(pins, "B"), "mcu:PA1");
}

TEST(BoardPins, belong_to_the_chips_that_are_listed) {
    BoardPins pins;
    add(pins, "[board_pins x]\nmcu: z, mcu\naliases: A=PA1");
    add(pins, "[board_pins y]\nmcu: q\naliases: A=PA2");

    EXPECT_EQ(resolve(pins, "A"), "mcu:PA1");
    EXPECT_EQ(resolve(pins, "A", "z"), "z:PA1");
    EXPECT_EQ(resolve(pins, "A", "q"), "q:PA2");
    EXPECT_EQ(resolve(pins, "A", "other"), "other:A");
}

TEST(BoardPins, refuse_reserved_pins) {
    BoardPins pins;
    add(pins, "[board_pins]\naliases: EXP1_9=<GND>, X=EXP1_9");

    EXPECT_EQ(resolve(pins, "EXP1_9"), "pin EXP1_9 is reserved for <GND>");
    EXPECT_EQ(resolve(pins, "X"), "pin X is reserved for <GND>");
}

TEST(BoardPins, report_what_contradicts) {
    BoardPins pins;
    const auto problems = add(pins, "[board_pins]\naliases: A=PA1, A=PA2, B=<GND>, B=<5V>, A=PA1");

    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(problems[0].text(),
              "b.cfg:2: [board_pins] aliases: alias A stands for PA1, it cannot stand for PA2");
    EXPECT_EQ(problems[1].text(),
              "b.cfg:2: [board_pins] aliases: pin B is reserved for <GND>, it cannot be reserved "
              "for <5V>");
}

TEST(BoardPins, report_what_is_no_pair) {
    BoardPins pins;
    const auto problems = add(pins, "[board_pins]\naliases: A, B=!PA1, =PA1, C=, D=1=2, F=a b");

    ASSERT_EQ(problems.size(), 5U);
    EXPECT_EQ(problems[0].what, "[board_pins] aliases: expected 'alias=pin', found 'A'");
    EXPECT_EQ(problems[1].what, "[board_pins] aliases: Invalid pin alias '!PA1'");
    EXPECT_EQ(pins.names("mcu"), std::vector<std::string>{"C"});
}

TEST(BoardPins, take_an_alias_of_nothing_until_somebody_wants_it) {
    BoardPins pins;

    EXPECT_TRUE(add(pins, "[board_pins]\naliases: SENSOR=, OTHER=PA1,").empty());

    EXPECT_EQ(resolve(pins, "OTHER"), "mcu:PA1");
    EXPECT_EQ(resolve(pins, "SENSOR"), "alias SENSOR stands for no pin; name one in [board_pins]");
}

TEST(BoardPins, survive_an_alias_of_itself) {
    BoardPins pins;
    add(pins, "[board_pins]\naliases: A=A, B=C, C=B");

    EXPECT_EQ(resolve(pins, "A"), "mcu:A");
    EXPECT_FALSE(resolve(pins, "B").empty());
}

}  // namespace
}  // namespace escapement::config
