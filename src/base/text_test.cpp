// Claims about reading and writing numbers and truths.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"

#include <gtest/gtest.h>

namespace escapement::base {
namespace {

TEST(ParseNumber, takes_what_people_write) {
    EXPECT_EQ(parse_number(" 1.5 "), 1.5);
    EXPECT_EQ(parse_number("+22."), 22.0);
    EXPECT_EQ(parse_number(".5"), 0.5);
    EXPECT_EQ(parse_number("-0.0"), -0.0);
    EXPECT_EQ(parse_number("1e1"), 10.0);
}

TEST(ParseNumber, refuses_everything_else) {
    for (const char* text : {"", " ", "1,5", "0x10", "nan", "inf", "1 2", "+-1", "--1", "1e999"})
        EXPECT_FALSE(parse_number(text)) << text;
}

TEST(ParseWhole, refuses_fractions_and_overflow) {
    EXPECT_EQ(parse_whole("16"), 16);
    EXPECT_FALSE(parse_whole("16.0"));
    EXPECT_FALSE(parse_whole("99999999999999999999"));
}

TEST(ParseTruth, knows_the_words_of_configurations) {
    EXPECT_EQ(parse_truth("True"), true);
    EXPECT_EQ(parse_truth("off"), false);
    EXPECT_EQ(parse_truth(" YES "), true);
    EXPECT_FALSE(parse_truth("maybe"));
}

TEST(PrintNumber, is_the_shortest_that_reads_back) {
    EXPECT_EQ(print_number(0.1), "0.1");
    EXPECT_EQ(print_number(40.0), "40");
}

TEST(Trim, drops_blanks_at_both_ends) {
    EXPECT_EQ(trim("\t a b \r\n"), "a b");
    EXPECT_EQ(trim(" \n"), "");
}

}  // namespace
}  // namespace escapement::base
