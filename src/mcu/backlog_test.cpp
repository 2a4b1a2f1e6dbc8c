// Claims about queues that keep their memory.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/backlog.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <random>

namespace escapement::mcu {
namespace {

TEST(Backlog, is_first_in_first_out) {
    Backlog<int> backlog;
    std::deque<int> expected;
    std::mt19937 random(1);

    for (int i = 0; i < 10'000; ++i) {
        if (expected.empty() || random() % 2 == 0) {
            backlog.push_back(i);
            expected.push_back(i);
        } else {
            ASSERT_EQ(backlog.front(), expected.front());
            backlog.pop_front();
            expected.pop_front();
        }
        ASSERT_EQ(backlog.size(), expected.size());
        ASSERT_EQ(backlog.empty(), expected.empty());
    }
    EXPECT_TRUE(std::ranges::equal(backlog.all(), expected));
}

TEST(Backlog, does_not_grow_when_it_is_never_empty) {
    Backlog<int> backlog;
    backlog.push_back(0);
    for (int i = 1; i < 100'000; ++i) {
        backlog.push_back(i);
        backlog.pop_front();
    }

    const auto all = backlog.all();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0], 99'999);
    EXPECT_LE(backlog.room(), 16U);
}

}  // namespace
}  // namespace escapement::mcu
