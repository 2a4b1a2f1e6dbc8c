// Claims about lists and values of options.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/options.hpp"

#include <gtest/gtest.h>

namespace escapement::printer {
namespace {

TEST(SplitList, drops_blanks_around_its_words) {
    EXPECT_EQ(split_list("extruder, heater_bed ,  x"),
              (std::vector<std::string>{"extruder", "heater_bed", "x"}));
    EXPECT_TRUE(split_list("  ").empty());
}

TEST(OptionText, reads_lists_of_numbers_whole_or_not_at_all) {
    using Numbers = std::vector<double>;

    EXPECT_EQ(base::Text<Numbers>::parse("1, 2.5"), (Numbers{1, 2.5}));
    EXPECT_FALSE(base::Text<Numbers>::parse("1, x"));
}

TEST(OptionValue, an_absent_option_is_null) {
    EXPECT_TRUE(to_value(std::optional<double>()).is_null());
    EXPECT_EQ(to_value(std::optional<double>(2.0)), base::Value(2.0));
    EXPECT_EQ(base::to_json(to_value(std::vector<std::string>{"a"})), R"(["a"])");
}

}  // namespace
}  // namespace escapement::printer
