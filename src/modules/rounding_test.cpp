// Tests of rounding.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/rounding.hpp"

#include <gtest/gtest.h>

namespace escapement::modules {
namespace {

TEST(Hundredths, are_kept) {
    EXPECT_EQ(hundredths(21.236), 21.24);
    EXPECT_EQ(hundredths(-0.004), 0.0);
    EXPECT_EQ(hundredths(99999999.0), 99999999.0);
}

}  // namespace
}  // namespace escapement::modules
