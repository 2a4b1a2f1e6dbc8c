// Tests of buses that options choose.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/bus_config.hpp"

#include <gtest/gtest.h>

namespace escapement::printer {
namespace {

TEST(BusConfig, wires_are_shared_by_what_they_are) {
    const SectionName one{.full = "one"}, other{.full = "other"};

    EXPECT_EQ(sclk_share(one), sclk_share(other));
    EXPECT_NE(sclk_share(one), mosi_share(one));
    EXPECT_NE(mosi_share(one), miso_share(one));
    EXPECT_NE(scl_share(one), sda_share(one));
}

}  // namespace
}  // namespace escapement::printer
