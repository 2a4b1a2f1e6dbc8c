// Text is counted in characters.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/text.hpp"

#include <gtest/gtest.h>

#include "template/wrap.hpp"

namespace escapement::templates {
namespace {

TEST(Text, characters_may_have_several_bytes) {
    EXPECT_EQ(count_characters("Grüße€😀"), 7U);
    EXPECT_EQ(characters("Grüße", 2, 2), "üß");
    EXPECT_EQ(first_character("€x"), "€");
    EXPECT_EQ(last_character("x😀"), "😀");
    EXPECT_EQ(byte_of("üx", 5), 3U);
}

TEST(Text, broken_bytes_count_as_one_character_each) {
    EXPECT_EQ(count_characters("\xff\xfe"), 2U);
    EXPECT_EQ(count_characters("\xe2\x82"), 2U);
    EXPECT_EQ(last_character("a\x82"), "\x82");
    EXPECT_EQ(first_character("\xc3"), "\xc3");
}

TEST(Text, code_points_survive_a_round_trip) {
    for (const char32_t code : {0x41, 0xe9, 0x20ac, 0x1f600, 0x10ffff}) {
        std::string text;
        append_character(text, code);
        EXPECT_EQ(code_point(first_character(text)), code);
    }
}

TEST(Text, upper_and_lower_case_undo_each_other) {
    EXPECT_EQ(upper_text("grün ωmega жук ž ÿ"), "GRÜN ΩMEGA ЖУК Ž Ÿ");
    EXPECT_EQ(lower_text("GRÜN ΩMEGA ЖУК Ž Ÿ"), "grün ωmega жук ž ÿ");
    EXPECT_EQ(capitalized("élAN"), "Élan");
}

TEST(Text, quotes_are_chosen_as_python_does) {
    EXPECT_EQ(quoted("a"), "'a'");
    EXPECT_EQ(quoted("it's"), "\"it's\"");
    EXPECT_EQ(quoted("it's \"x\""), "'it\\'s \"x\"'");
    EXPECT_EQ(quoted("\n\x01é"), "'\\n\\x01é'");
}

TEST(Text, blanks_of_any_kind_are_stripped) {
    EXPECT_EQ(strip(" \t\u00a0x\u2003\n"), "x");
}

TEST(Wrap, lines_are_no_longer_than_the_width) {
    const std::vector<std::string> lines = wrapped("purge the nozzle, then wipe it", {.width = 12});

    EXPECT_EQ(lines, (std::vector<std::string>{"purge the", "nozzle, then", "wipe it"}));
}

TEST(Wrap, words_that_are_too_long_are_broken_if_wanted) {
    EXPECT_EQ(wrapped("abcdef", {.width = 4}), (std::vector<std::string>{"abcd", "ef"}));
    EXPECT_EQ(wrapped("abcdef", {.width = 4, .break_long_words = false}),
              (std::vector<std::string>{"abcdef"}));
}

}  // namespace
}  // namespace escapement::templates
