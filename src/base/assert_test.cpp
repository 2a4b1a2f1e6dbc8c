// Claims about what a broken invariant does.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/assert.hpp"

#include <gtest/gtest.h>

namespace escapement::base {
namespace {

TEST(Assert, lets_a_true_claim_pass) {
    int looked = 0;

    ASSERT(++looked == 1);

    EXPECT_EQ(looked, 1);
}

TEST(Assert, names_a_broken_claim_and_its_place) {
    EXPECT_DEATH(ASSERT(1 + 1 == 3), "'1 \\+ 1 == 3' does not hold .*assert_test.cpp");
}

}  // namespace
}  // namespace escapement::base
