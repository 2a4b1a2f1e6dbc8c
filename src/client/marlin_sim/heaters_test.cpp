// Claims about the simulated heaters.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_sim/heaters.hpp"

#include <gtest/gtest.h>

namespace escapement::client::marlin_sim {
namespace {

TEST(Heaters, they_warm_up_and_cool_down) {
    Heaters heaters(2);
    heaters.advance(base::HostTime{});
    heaters.set_hotend(1, 200);
    EXPECT_FALSE(heaters.reached(1));
    heaters.advance(base::HostTime{std::chrono::seconds(60)});
    EXPECT_TRUE(heaters.reached(1));
    EXPECT_TRUE(heaters.any_on());
    EXPECT_EQ(heaters.report(0),
              "T:21.30 /0.00 B:21.30 /0.00 T0:21.30 /0.00 T1:200.00 /200.00 @:0 B@:0");

    heaters.off();
    heaters.advance(base::HostTime{std::chrono::seconds(2000)});
    EXPECT_FALSE(heaters.any_on());
    EXPECT_TRUE(heaters.report(1).starts_with("T:21.30"));
}

}  // namespace
}  // namespace escapement::client::marlin_sim
