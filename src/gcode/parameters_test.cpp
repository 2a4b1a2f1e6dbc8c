// KEY=VALUE parameters and quotes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gcode/parameters.hpp"

#include <gtest/gtest.h>

namespace escapement::gcode {
namespace {

using Entries = Parameters::Entries;

Entries entries(const std::string& text) {
    return parameters(parse_line(text))->entries();
}

std::string error(const std::string& text) {
    auto read = parameters(parse_line(text));
    return read ? "(none)" : read.error().what;
}

TEST(Parameters, are_pairs_with_upper_case_names) {
    EXPECT_EQ(entries("SET_VELOCITY_LIMIT ACCEL=1000 velocity=300"),
              (Entries{{"ACCEL", "1000"}, {"VELOCITY", "300"}}));
    EXPECT_EQ(entries("STATUS"), Entries{});
}

TEST(Parameters, keep_the_case_of_values) {
    EXPECT_EQ(entries("RUN name=MyMacro.x"), (Entries{{"NAME", "MyMacro.x"}}));
}

TEST(Parameters, keep_blanks_and_equals_signs_in_quotes) {
    EXPECT_EQ(entries("RUN NAME=\"quoted text with = and spaces\" B='x  y'"),
              (Entries{{"NAME", "quoted text with = and spaces"}, {"B", "x  y"}}));
    EXPECT_EQ(entries("RUN A=x\"y z\"w \"B C\"=1"), (Entries{{"A", "xy zw"}, {"B C", "1"}}));
    EXPECT_EQ(entries("RUN A=a=b C="), (Entries{{"A", "a=b"}, {"C", ""}}));
    EXPECT_EQ(entries("RUN A=\"\""), (Entries{{"A", ""}}));
}

TEST(Parameters, know_the_backslash_of_the_shell) {
    EXPECT_EQ(entries(R"(RUN A=a\ b)"), (Entries{{"A", "a b"}}));
    EXPECT_EQ(entries(R"(RUN A="a\"b\\c\d")"), (Entries{{"A", R"(a"b\c\d)"}}));
    EXPECT_EQ(entries(R"(RUN A='a\b')"), (Entries{{"A", R"(a\b)"}}));
}

TEST(Parameters, end_at_a_comment) {
    EXPECT_EQ(entries("RUN A=1 ; B=2"), (Entries{{"A", "1"}}));
    EXPECT_EQ(entries("RUN A=1#B=2"), (Entries{{"A", "1"}}));
    EXPECT_EQ(entries("RUN A=\"x;y#z\""), (Entries{{"A", "x;y#z"}}));
}

TEST(Parameters, ignore_line_number_and_checksum) {
    EXPECT_EQ(entries("N9 RUN A=1 *77"), (Entries{{"A", "1"}}));
}

TEST(Parameters, let_the_last_value_of_a_name_count) {
    EXPECT_EQ(entries("RUN A=1 B=2 a=3"), (Entries{{"A", "3"}, {"B", "2"}}));
}

TEST(Parameters, of_traditional_commands_are_their_words) {
    EXPECT_EQ(entries("g1 x10 Y-2.5"), (Entries{{"G", "1"}, {"X", "10"}, {"Y", "-2.5"}}));
}

TEST(Parameters, complain_about_malformed_commands) {
    EXPECT_EQ(error("RUN A"), "Malformed command 'RUN A'");
    EXPECT_EQ(error("RUN A=\"x"), "Malformed command 'RUN A=\"x'");
    EXPECT_EQ(error("RUN A='x"), "Malformed command 'RUN A='x'");
    EXPECT_EQ(error("RUN A=x\\"), "Malformed command 'RUN A=x\\'");
    EXPECT_EQ(error("RUN A=1 \"\""), "Malformed command 'RUN A=1 \"\"'");
}

TEST(Parameters, are_bounded) {
    std::string extended = "RUN";
    std::string traditional = "G1";
    for (int i = 0; i < 300; ++i) {
        extended += " K" + std::to_string(i) + "=1";
        traditional += std::string(static_cast<std::size_t>(i + 2), 'X') + "1";
    }

    EXPECT_NE(error(extended).find("more than 256 parameters"), std::string::npos);
    EXPECT_NE(error(traditional).find("more than 256 parameters"), std::string::npos);
}

TEST(Parameters, give_numbers_and_texts) {
    const auto read = parameters(parse_line("SET A=2.5 B=x C=' 3 '"));

    EXPECT_EQ(*read->number("A"), 2.5);
    EXPECT_EQ(*read->number("C"), 3.0);
    EXPECT_EQ(*read->number("D"), std::nullopt);
    EXPECT_EQ(*read->number_or("D", 9.0), 9.0);
    EXPECT_EQ(*read->required_number("A"), 2.5);
    EXPECT_EQ(*read->required("B"), "x");
    EXPECT_EQ(read->number("B").error().what,
              "Error on 'SET A=2.5 B=x C=' 3 '': unable to parse x");
    EXPECT_EQ(read->required("D").error().what, "Error on 'SET A=2.5 B=x C=' 3 '': missing D");
    EXPECT_EQ(read->required_number("D").error().what,
              "Error on 'SET A=2.5 B=x C=' 3 '': missing D");
}

}  // namespace
}  // namespace escapement::gcode
