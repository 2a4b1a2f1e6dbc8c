// Claims about short texts.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/words.hpp"

#include <gtest/gtest.h>

namespace escapement::tui {
namespace {

TEST(Words, a_word_that_fits_into_a_row_is_not_broken) {
    EXPECT_EQ(wrapped("no temperatures", 13, 3), (std::vector<std::string>{"no", "temperatures"}));
    EXPECT_EQ(wrapped("no/such/long/word", 9, 3),
              (std::vector<std::string>{"no/such/l", "ong/word"}));
}

TEST(Words, how_long_ago_something_was) {
    EXPECT_EQ(age_text(12.7), "12 s");
    EXPECT_EQ(age_text(-1.0), "0 s");
    EXPECT_EQ(age_text(200.0), "3 min");
    EXPECT_EQ(age_text(7300.0), "2 h");
}

TEST(Words, what_is_not_known_is_a_dash) {
    EXPECT_EQ(duration_text({}), "–");
    EXPECT_EQ(percent_text({}), "–");
    EXPECT_EQ(number_text({}, 1), "–");
    EXPECT_EQ(size_text({}), "–");
}

TEST(Words, durations) {
    EXPECT_EQ(duration_text(65.0), "1 min 05 s");
    EXPECT_EQ(duration_text(3720.0), "1 h 02 min");
    EXPECT_EQ(duration_text(90000.0), "1 d 01 h");
    EXPECT_EQ(duration_text(-1.0), "–");
}

TEST(Words, sizes) {
    EXPECT_EQ(size_text(999), "999 B");
    EXPECT_EQ(size_text(250460), "250.5 kB");
    EXPECT_EQ(size_text(4194304), "4.2 MB");
}

TEST(Words, long_texts_are_broken_at_blanks) {
    using Lines = std::vector<std::string>;
    EXPECT_EQ(wrapped("no answer", 20, 3), (Lines{"no answer"}));
    EXPECT_EQ(wrapped("no answer; is it on?", 10, 3), (Lines{"no answer;", "is it on?"}));
    EXPECT_EQ(wrapped("abcdefghij", 4, 3), (Lines{"abcd", "efgh", "ij"}));
    EXPECT_EQ(wrapped("abcdefghijklmnop", 4, 2), (Lines{"abcd", "efg…"}));
    EXPECT_EQ(wrapped("20 °C is °C", 5, 9), (Lines{"20 °C", "is °C"}));
    EXPECT_EQ(wrapped("立方体立方体", 5, 9), (Lines{"立方", "体立", "方体"}));
    EXPECT_EQ(wrapped("", 5, 2), (Lines{""}));
    EXPECT_EQ(wrapped("ab", 0, 3), (Lines{"a", "b"}));
}

TEST(Words, bars) {
    EXPECT_EQ(bar(0.5, 6), "███░░░");
    EXPECT_EQ(bar(7.0, 3), "███");
    const Series series{"bed", {20.0F, std::nullopt, 40.0F, 60.0F}};
    EXPECT_EQ(sparkline(series, 0.0, 4), "▃ ▆█");
    EXPECT_EQ(sparkline(series, 0.0, 2), "▆█");
    EXPECT_EQ(sparkline(series, 240.0, 4), "▂ ▂▃");
    EXPECT_EQ(sparkline({"hotend", {200.0F, 199.8F}}, 200.0, 4), "██");
}

}  // namespace
}  // namespace escapement::tui
