// Claims about the containers without a heap.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "base/fixed_vector.hpp"
#include "base/ring.hpp"

namespace escapement::base {
namespace {

TEST(FixedVector, holds_up_to_its_capacity) {
    FixedVector<int, 3> items;

    for (int i = 0; i < 3; ++i) items.push_back(i);

    EXPECT_TRUE(items.full());
    EXPECT_EQ(items.back(), 2);
    EXPECT_DEATH(items.push_back(3), "does not hold");
}

TEST(Ring, gives_back_in_the_order_taken_across_its_end) {
    Ring<int, 3> ring;
    for (int i = 0; i < 3; ++i) ring.push(i);

    EXPECT_EQ(ring.pop(), 0);
    ring.push(3);

    EXPECT_TRUE(ring.full());
    EXPECT_EQ(ring.pop(), 1);
    EXPECT_EQ(ring.pop(), 2);
    EXPECT_EQ(ring.pop(), 3);
    EXPECT_DEATH(ring.pop(), "does not hold");
}

}  // namespace
}  // namespace escapement::base
