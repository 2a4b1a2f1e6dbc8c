// Lists, tables, ratios and choices.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/values.hpp"

#include <gtest/gtest.h>

namespace escapement::config {
namespace {

using Texts = std::vector<std::string>;
using Numbers = std::vector<double>;

TEST(SplitList, trims_its_parts) {
    EXPECT_EQ(split_list(" a, b c ,d"), (Texts{"a", "b c", "d"}));
    EXPECT_EQ(split_list("a,,b,"), (Texts{"a", "", "b", ""}));
    EXPECT_EQ(split_list("  "), Texts{});
    EXPECT_EQ(split_list("3:1", ':'), (Texts{"3", "1"}));
}

TEST(ParseNumbers, reads_a_list) {
    EXPECT_EQ(*parse_numbers("1, 2.5,-3"), (Numbers{1.0, 2.5, -3.0}));
    EXPECT_EQ(*parse_numbers(""), Numbers{});
    EXPECT_EQ(parse_numbers("1, two").error().what, "expected a number, found 'two'");
}

TEST(ParseNumbers, can_insist_on_a_count) {
    EXPECT_EQ(*parse_numbers_exactly("1, 2", 2), (Numbers{1.0, 2.0}));
    EXPECT_EQ(parse_numbers_exactly("1, 2, 3", 2).error().what, "must have 2 elements (has 3)");
}

TEST(ParseTable, reads_a_row_from_each_line) {
    EXPECT_EQ(*parse_table("\n1, 2\n\n3, 4"), (std::vector<Numbers>{{1.0, 2.0}, {3.0, 4.0}}));
    EXPECT_FALSE(parse_table("1, x"));
}

TEST(ParseGearRatio, multiplies_its_stages) {
    EXPECT_EQ(*parse_gear_ratio("80:16"), 5.0);
    EXPECT_EQ(*parse_gear_ratio("3:1, 20:16"), 3.75);
    EXPECT_EQ(*parse_gear_ratio(""), 1.0);
}

TEST(ParseGearRatio, explains_what_a_ratio_is) {
    for (const auto* text : {"5", "3:0", "0:3", "-3:1", "a:b", "1:2:3", "3:", "1e308:1e-308"})
        EXPECT_FALSE(parse_gear_ratio(text)) << text;
    EXPECT_EQ(parse_gear_ratio("3/1").error().what,
              "expected two numbers above 0 such as '80:16', found '3/1'");
}

TEST(ParseChoice, finds_the_choice_or_the_nearest) {
    const Texts choices{"cartesian", "corexy"};

    EXPECT_EQ(*parse_choice(" corexy", choices), 1U);
    EXPECT_EQ(parse_choice("corexyz", choices).error().what,
              "'corexyz' is not a valid choice (did you mean 'corexy'?), expected one of: "
              "cartesian, corexy");
}

}  // namespace
}  // namespace escapement::config
