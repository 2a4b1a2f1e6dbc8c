// Claims about numbers with names.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_fields.hpp"

#include <gtest/gtest.h>

namespace escapement::client {
namespace {

TEST(MarlinFields, fields_are_found_between_anything) {
    std::string_view text = "ok T0:21.5 /200.0 @:64 (B) B:60/ 60 W:?";

    auto field = take_field(text);
    ASSERT_TRUE(field);
    EXPECT_EQ(field->name, "T0");
    EXPECT_EQ(field->value, 21.5);
    EXPECT_EQ(field->target, 200.0);
    EXPECT_EQ(take_field(text)->name, "@");
    EXPECT_EQ(take_field(text)->target, 60.0);
    EXPECT_FALSE(take_field(text));
}

TEST(MarlinFields, names_without_numbers_are_passed_over) {
    std::string_view text = "a:b T: x:1";
    EXPECT_EQ(take_field(text)->name, "x");
}

TEST(MarlinFields, a_position_needs_three_axes) {
    EXPECT_FALSE(find_position("X:1 Y:2"));
    EXPECT_EQ(find_position("X:1 Y:2 Z:-3")->z, -3.0);
}

}  // namespace
}  // namespace escapement::client
