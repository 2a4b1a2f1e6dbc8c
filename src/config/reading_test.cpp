// Lists of problems stay short, and what they quote stays printable.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/reading.hpp"

#include <gtest/gtest.h>

namespace escapement::config {
namespace {

TEST(Report, stops_listing_when_nobody_would_read_on) {
    std::vector<Problem> problems;
    for (int line = 1; line <= 1000; ++line) report(problems, {{"a.cfg", line}, "bad"});

    ASSERT_EQ(problems.size(), Limits::problems + 1);
    EXPECT_EQ(problems.back().text(),
              "a.cfg:201: more than 200 problems; the rest, from here on, is not listed");
}

TEST(InOrder, sorts_by_place_and_says_everything_once) {
    const Problem early{{"a.cfg", 2}, "bad"}, late{{"a.cfg", 10}, "bad"}, file{{"a.cfg", 0}, "no"},
        other{{"b.cfg", 1}, "bad"};

    EXPECT_EQ(in_order({other, late, early, late, file}),
              (std::vector<Problem>{file, early, late, other}));
}

TEST(Quote, shortens_and_hides_control_characters) {
    EXPECT_EQ(quote("PA1"), "'PA1'");
    EXPECT_EQ(quote("two\nlines"), "'two lines'");
    EXPECT_EQ(quote("\x1b[31m"), "'?[31m'");
    EXPECT_EQ(quote(std::string(61, 'x')), "'" + std::string(60, 'x') + "...'");
}

}  // namespace
}  // namespace escapement::config
