// Tests of values in units of their own.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/output_value.hpp"

#include <gtest/gtest.h>

#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

TEST(ScaledValue, is_a_share_of_the_scale) {
    EXPECT_EQ(scaled_value(51.0, 255.0), 0.2);
    EXPECT_EQ(scaled_value(255.0, 255.0), 1.0);
}

TEST(ScaledValue, ends_with_the_scale) {
    EXPECT_THROW(scaled_value(255.1, 255.0), printer::CommandError);
    EXPECT_THROW(scaled_value(-0.1, 255.0), printer::CommandError);
}

}  // namespace
}  // namespace escapement::modules
