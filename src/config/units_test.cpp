// The table of units, and how dimensions are written.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/units.hpp"

#include <gtest/gtest.h>

namespace escapement::config {
namespace {

TEST(Units, are_found_by_their_exact_name) {
    ASSERT_TRUE(find_unit("ms"));
    EXPECT_EQ(find_unit("ms")->parts, 1000.0);
    EXPECT_EQ(find_unit("mm")->dimension, Dimension{.length = 1});
    EXPECT_FALSE(find_unit("MM"));
    EXPECT_FALSE(find_unit(""));
}

TEST(Units, are_written_as_people_write_them) {
    EXPECT_EQ(Dimension{}.text(), "a plain number");
    EXPECT_EQ((Dimension{.length = 1, .time = -2}).text(), "mm/s^2");
    EXPECT_EQ(Dimension{.time = -1}.text(), "1/s");
    EXPECT_EQ((Dimension{.current = -1, .voltage = 1}).text(), "V/A");
    EXPECT_EQ((Dimension{.length = 1, .temperature = 1}).text(), "mm*C");
}

TEST(Units, are_suggested_where_one_is_near) {
    EXPECT_EQ(suggest_unit("MM"), "did you mean 'mm'?");
    EXPECT_EQ(suggest_unit("furlong").substr(0, 22), "units are mm, um, cm, ");
}

}  // namespace
}  // namespace escapement::config
