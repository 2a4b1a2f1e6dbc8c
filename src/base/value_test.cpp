// Claims about values as JSON.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/value.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace escapement::base {
namespace {

TEST(Value, writes_every_kind_as_json) {
    Value value;
    value["none"] = Value();
    value["yes"] = true;
    value["whole"] = 3;
    value["number"] = 0.1;
    value["list"] = Value::List{1, "two"};

    EXPECT_EQ(to_json(value),
              R"({"none": null, "yes": true, "whole": 3, "number": 0.1, "list": [1, "two"]})");
}

TEST(Value, keeps_numbers_distinguishable_from_whole_numbers) {
    EXPECT_EQ(to_json(Value(2.0)), "2.0");
    EXPECT_EQ(to_json(Value(1e300)), "1e+300");
    EXPECT_EQ(to_json(Value(std::nan(""))), "null");
}

TEST(Value, escapes_text) {
    EXPECT_EQ(to_json(Value("a\"b\\c\n\x01")), "\"a\\\"b\\\\c\\n\\u0001\"");
}

TEST(Value, finds_entries_of_tables) {
    Value value;
    value["a"]["b"] = 5;

    ASSERT_NE(value.find("a"), nullptr);
    EXPECT_EQ(*value.find("a")->find("b"), Value(5));
    EXPECT_EQ(value.find("c"), nullptr);
    EXPECT_EQ(Value(1).find("a"), nullptr);
}

}  // namespace
}  // namespace escapement::base
