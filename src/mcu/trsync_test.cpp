// Claims about one board's part in stopping; tests/link has those with boards.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/trsync.hpp"

#include <gtest/gtest.h>

#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

using namespace std::chrono_literals;
using testing::OfflineRig;
using Lines = std::vector<std::string>;

TEST(Trsync, a_timeout_is_moved_on_only_when_that_is_worth_a_message) {
    OfflineRig rig;
    const auto trsync = Trsync::make(rig.mcu);
    ASSERT_TRUE(trsync && rig.configure());
    (*trsync)->arm({base::PrintTime{1s}, 0.1s, 0.5}, [](const auto&, const auto&) {});
    EXPECT_EQ(rig.lines().at(3),
              "trsync_start oid=0 report_clock=1015000 report_ticks=30000 expire_reason=4");

    (*trsync)->extend({1'020'000});
    EXPECT_TRUE(rig.lines().empty());
    (*trsync)->extend({1'024'000});

    EXPECT_EQ(rig.lines(), (Lines{"trsync_set_timeout oid=0 clock=1124000"}));
}

TEST(Trsync, offline_it_stops_for_the_endstop) {
    OfflineRig rig;
    const auto trsync = Trsync::make(rig.mcu);
    ASSERT_TRUE(trsync);

    auto disarming = (*trsync)->disarm();
    disarming.start();

    EXPECT_EQ(*disarming.take(), messages::TriggerReason::endstop_hit);
}

}  // namespace
}  // namespace escapement::mcu
