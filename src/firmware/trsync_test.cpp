// Claims about triggers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/trsync.hpp"

#include <gtest/gtest.h>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

class OneTrsync : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=3",
            "config_trsync oid=0",
            "config_stepper oid=1 step_pin=P1 dir_pin=P2 invert_step=0 step_pulse_ticks=2",
            "config_stepper oid=2 step_pin=P3 dir_pin=P4 invert_step=0 step_pulse_ticks=2"};
};

TEST_F(OneTrsync, reports_from_time_to_time) {
    rig.say("trsync_start oid=0 report_clock=100 report_ticks=300 expire_reason=2");

    rig.run_until(450);

    EXPECT_EQ(rig.answers(),
              "trsync_state oid=0 can_trigger=1 trigger_reason=0 clock=100; "
              "trsync_state oid=0 can_trigger=1 trigger_reason=0 clock=400");
}

TEST_F(OneTrsync, says_nothing_of_itself_without_report_ticks) {
    rig.say("trsync_start oid=0 report_clock=100 report_ticks=0 expire_reason=2");

    rig.run_until(5000);

    EXPECT_EQ(rig.answers(), "");
}

TEST_F(OneTrsync, triggers_by_itself_when_the_host_falls_silent) {
    rig.say("trsync_start oid=0 report_clock=0 report_ticks=0 expire_reason=2");
    rig.say("trsync_set_timeout oid=0 clock=250");

    rig.run_until(1000);

    EXPECT_EQ(rig.answers(), "trsync_state oid=0 can_trigger=0 trigger_reason=2 clock=250");
}

TEST_F(OneTrsync, waits_longer_when_the_host_says_so) {
    rig.say("trsync_start oid=0 report_clock=0 report_ticks=0 expire_reason=2");
    rig.say("trsync_set_timeout oid=0 clock=250");
    rig.run_until(240);
    rig.say("trsync_set_timeout oid=0 clock=490");

    rig.run_until(480);
    EXPECT_EQ(rig.answers(), "");
    rig.run_until(490);

    EXPECT_EQ(rig.answers(), "trsync_state oid=0 can_trigger=0 trigger_reason=2 clock=490");
}

TEST_F(OneTrsync, ignores_a_timeout_before_it_is_started) {
    rig.say("trsync_set_timeout oid=0 clock=250");

    rig.run_until(1000);

    EXPECT_EQ(rig.answers(), "");
}

TEST_F(OneTrsync, answers_a_request_with_the_reason_that_came_first) {
    rig.say("trsync_start oid=0 report_clock=0 report_ticks=0 expire_reason=2");
    rig.say("trsync_set_timeout oid=0 clock=250");
    rig.run_until(300);
    rig.answers();

    rig.say("trsync_trigger oid=0 reason=3");

    EXPECT_EQ(rig.answers(), "trsync_state oid=0 can_trigger=0 trigger_reason=2 clock=0");
}

TEST_F(OneTrsync, triggers_at_the_hosts_request_and_then_keeps_quiet) {
    rig.say("trsync_start oid=0 report_clock=100 report_ticks=100 expire_reason=2");
    rig.say("trsync_set_timeout oid=0 clock=250");

    rig.say("trsync_trigger oid=0 reason=3");
    EXPECT_EQ(rig.answers(), "trsync_state oid=0 can_trigger=0 trigger_reason=3 clock=0");
    rig.run_until(1000);

    EXPECT_EQ(rig.answers(), "");
}

TEST_F(OneTrsync, goes_on_reporting_after_a_trigger) {
    rig.say("trsync_start oid=0 report_clock=100 report_ticks=100 expire_reason=2");
    rig.say("trsync_set_timeout oid=0 clock=150");

    rig.run_until(200);

    EXPECT_EQ(rig.answers(),
              "trsync_state oid=0 can_trigger=1 trigger_reason=0 clock=100; "
              "trsync_state oid=0 can_trigger=0 trigger_reason=2 clock=150; "
              "trsync_state oid=0 can_trigger=0 trigger_reason=2 clock=200");
}

TEST_F(OneTrsync, stops_all_that_wait_for_it) {
    rig.say("trsync_start oid=0 report_clock=0 report_ticks=0 expire_reason=2");
    rig.say("stepper_stop_on_trigger oid=1 trsync_oid=0");
    rig.say("stepper_stop_on_trigger oid=2 trsync_oid=0");
    rig.say("queue_step oid=1 interval=100 count=100 add=0");
    rig.say("queue_step oid=2 interval=150 count=100 add=0");
    rig.say("trsync_set_timeout oid=0 clock=170");

    rig.run_until(5000);

    EXPECT_EQ(rig.events(), "100:P1=1 102:P1=0 150:P3=1 152:P3=0");
}

TEST_F(OneTrsync, forgets_who_waited_when_it_is_started_again) {
    rig.say("trsync_start oid=0 report_clock=0 report_ticks=0 expire_reason=2");
    rig.say("stepper_stop_on_trigger oid=1 trsync_oid=0");
    rig.say("trsync_start oid=0 report_clock=0 report_ticks=0 expire_reason=2");
    rig.say("queue_step oid=1 interval=100 count=1 add=0");
    rig.say("trsync_trigger oid=0 reason=3");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "100:P1=1 102:P1=0");
}

TEST_F(OneTrsync, shuts_down_when_a_timeout_is_past) {
    rig.run_until(500);
    rig.say("trsync_start oid=0 report_clock=0 report_ticks=0 expire_reason=2");

    rig.say("trsync_set_timeout oid=0 clock=499");

    EXPECT_EQ(rig.answers(), "shutdown clock=500 static_string_id=\"Timer too close\"");
}

TEST_F(OneTrsync, is_disarmed_by_a_shutdown) {
    rig.say("trsync_start oid=0 report_clock=100 report_ticks=100 expire_reason=2");
    rig.say("stepper_stop_on_trigger oid=1 trsync_oid=0");
    rig.say("emergency_stop");
    rig.say("clear_shutdown");
    rig.answers();
    rig.run_until(1000);
    EXPECT_EQ(rig.answers(), "");

    rig.say("stepper_stop_on_trigger oid=1 trsync_oid=0");

    EXPECT_EQ(rig.answers(), "");
}

}  // namespace
}  // namespace escapement::firmware
