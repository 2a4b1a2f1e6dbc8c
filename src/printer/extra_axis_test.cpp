// Words for moves that are refused.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/extra_axis.hpp"

#include <gtest/gtest.h>

#include "printer/errors.hpp"
#include "printer/testing_motion.hpp"

namespace escapement::printer {
namespace {

TEST(NoExtruder, says_that_there_is_none_and_where_the_move_led) {
    motion::Move move(
        testing::at(0, 0, 0), testing::at(1, 2, 3, 4), base::Speed{10.0}, testing::bench_limits);

    try {
        NoExtruder().check_move(move, 3);
        FAIL() << "accepted";
    } catch (const CommandError& error) {
        EXPECT_STREQ(error.what(), "Extrude when no extruder present: 1.000 2.000 3.000 [4.000]");
    }
}

}  // namespace
}  // namespace escapement::printer
