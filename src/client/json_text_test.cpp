// Claims about reading JSON.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/json_text.hpp"

#include <gtest/gtest.h>

namespace escapement::client {
namespace {

TEST(JsonText, values_keep_their_kinds) {
    const auto value = parse_json(R"({"a": {"b": [1, 2.5, "x", null, true]}, "c": -3})");
    ASSERT_TRUE(value);
    EXPECT_EQ(to_json(*value), R"({"a": {"b": [1, 2.5, "x", null, true]}, "c": -3})");
    EXPECT_EQ(number_in(below(&*value, "c")), -3.0);
    EXPECT_FALSE(number_in(below(below(&*value, "a"), "b")));
    EXPECT_FALSE(below(below(&*value, "c"), "d"));
    EXPECT_FALSE(text_in(nullptr));
}

TEST(JsonText, what_is_no_json_is_nothing) {
    EXPECT_FALSE(parse_json("{"));
    EXPECT_FALSE(parse_json(""));
    EXPECT_FALSE(parse_json(std::string(100000, '[')));
    EXPECT_FALSE(parse_json(std::string(100, '[') + std::string(100, ']')));
}

}  // namespace
}  // namespace escapement::client
