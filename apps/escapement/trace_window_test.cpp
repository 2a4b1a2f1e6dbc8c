// Tests of windows.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/trace_window.hpp"

#include <gtest/gtest.h>

namespace escapement::app {
namespace {

std::string complaint(const char* text) {
    const auto window = parse_window(text);
    return window ? "" : window.error().what;
}

TEST(TraceWindow, is_two_times) {
    const auto window = parse_window("12.5:14");

    ASSERT_TRUE(window);
    EXPECT_EQ(window->begin, 12.5);
    EXPECT_EQ(window->end, 14.0);
}

TEST(TraceWindow, what_is_none_is_refused_with_the_reason) {
    EXPECT_EQ(complaint("5"), "--trace 5: needs two times in seconds of print time, T0:T1");
    EXPECT_EQ(complaint("a:2"), "--trace a:2: T0 and T1 must be numbers, seconds of print time");
    EXPECT_EQ(complaint("1:"), "--trace 1:: T0 and T1 must be numbers, seconds of print time");
    EXPECT_EQ(complaint("nan:inf"),
              "--trace nan:inf: T0 and T1 must be numbers, seconds of print time");
    EXPECT_EQ(complaint("3:2"), "--trace 3:2: T1 must be after T0");
    EXPECT_EQ(complaint("2:2"), "--trace 2:2: T1 must be after T0");
    EXPECT_EQ(complaint("-1:2"), "--trace -1:2: T0 must be at least 0");
}

}  // namespace
}  // namespace escapement::app
