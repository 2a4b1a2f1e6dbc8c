// Tests of JSON in parameters.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/json_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace escapement::modules {
namespace {

TEST(JsonText, comes_back_as_it_was) {
    const std::string text = R"({"a": [1, 2.5, true, null], "b": "x"})";

    EXPECT_EQ(base::to_json(*parse_json(text)), text);
}

TEST(JsonText, what_is_no_json_is_nothing) {
    EXPECT_FALSE(parse_json(""));
    EXPECT_FALSE(parse_json("[1, 2"));
    EXPECT_FALSE(parse_json("[1] 2"));
    EXPECT_FALSE(parse_json("NaN"));
}

TEST(JsonText, a_deep_nest_neither_crashes_nor_hangs) {
    const auto value = parse_json(std::string(50'000, '[') + std::string(50'000, ']'));

    EXPECT_TRUE(!value || base::to_json(*value).size() < 100);
}

}  // namespace
}  // namespace escapement::modules
