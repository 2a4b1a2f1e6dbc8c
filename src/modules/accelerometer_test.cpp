// Claims about what accelerometers have in common.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/accelerometer.hpp"

#include <gtest/gtest.h>

namespace escapement::modules {
namespace {

TEST(Accelerometer, axes_can_be_exchanged_and_turned_round) {
    const auto axes = parse_axes_map({"-y", "x", "z"});

    ASSERT_TRUE(axes);
    EXPECT_EQ((*axes)[0].index, 1U);
    EXPECT_EQ((*axes)[0].sign, -1.0);
    EXPECT_EQ((*axes)[1].index, 0U);
    EXPECT_EQ((*axes)[1].sign, 1.0);
}

TEST(Accelerometer, other_words_are_no_axes) {
    EXPECT_FALSE(parse_axes_map({"x", "y"}));
    EXPECT_FALSE(parse_axes_map({"x", "y", "z", "x"}));
    for (const char* word : {"", "-", "e", "--x", "X", "xy", "+x"})
        EXPECT_FALSE(parse_axes_map({"x", "y", word})) << word;
}

}  // namespace
}  // namespace escapement::modules
