// Claims about endstops offline; tests/link has those with a board.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/endstop.hpp"

#include <gtest/gtest.h>

#include "mcu/testing_offline.hpp"

namespace escapement::mcu {
namespace {

using namespace std::chrono_literals;
using base::PrintTime;
using testing::OfflineRig;
using Lines = std::vector<std::string>;

TEST(Endstop, offline_a_homing_is_written_and_succeeds_at_its_end) {
    OfflineRig rig;
    const auto endstop = Endstop::make(rig.mcu, {.name = "PA5", .invert = true, .pull = 1});
    const auto stepper = StepperOut::make(rig.mcu, {.step_pin = {"PA1"}, .dir_pin = {"PA2"}});
    ASSERT_TRUE(endstop && stepper);
    ASSERT_TRUE((*endstop)->add_stepper(**stepper));
    ASSERT_TRUE(rig.configure());
    EXPECT_EQ(rig.lines(),
              (Lines{"allocate_oids count=3",
                     "config_trsync oid=1",
                     "config_endstop oid=0 pin=PA5 pull_up=1",
                     "config_stepper oid=2 step_pin=PA1 dir_pin=PA2 invert_step=0"
                     " step_pulse_ticks=2",
                     rig.finalize_line()}));

    const auto& done = (*endstop)->home_start(PrintTime{1s}, {});
    EXPECT_FALSE(done.done());
    auto waiting = (*endstop)->home_wait(PrintTime{3s});
    waiting.start();
    const auto hit = waiting.take();

    ASSERT_TRUE(hit);
    EXPECT_EQ(*hit, PrintTime{3s});
    EXPECT_TRUE(done.done());
    EXPECT_EQ(rig.lines(),
              (Lines{"trsync_start oid=1 report_clock=1000000 report_ticks=75000"
                     " expire_reason=4",
                     "stepper_stop_on_trigger oid=2 trsync_oid=1",
                     "trsync_set_timeout oid=1 clock=2000000",
                     "endstop_home oid=0 clock=1000000 sample_ticks=15 sample_count=4"
                     " rest_ticks=1000 pin_value=0 trsync_oid=1 trigger_reason=1",
                     "endstop_home oid=0 clock=0 sample_ticks=0 sample_count=0 rest_ticks=0"
                     " pin_value=0 trsync_oid=0 trigger_reason=0"}));
}

TEST(Endstop, offline_it_is_open) {
    OfflineRig rig;
    const auto endstop = Endstop::make(rig.mcu, {.name = "PA5", .invert = true});
    ASSERT_TRUE(endstop);

    auto query = (*endstop)->query(PrintTime{1s});
    query.start();

    EXPECT_FALSE(*query.take());
}

}  // namespace
}  // namespace escapement::mcu
