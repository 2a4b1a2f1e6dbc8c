// Claims about step pulses.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/stepper.hpp"

#include <gtest/gtest.h>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

// P0 steps, P1 is the direction, pulses last two ticks.
class OneStepper : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=2",
            "config_stepper oid=0 step_pin=P0 dir_pin=P1 invert_step=0 step_pulse_ticks=2",
            "config_trsync oid=1"};

    std::string position() {
        rig.say("stepper_get_position oid=0");
        return rig.answers();
    }
};

TEST_F(OneStepper, steps_at_the_clocks_that_were_asked_for) {
    rig.say("queue_step oid=0 interval=100 count=3 add=10");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "100:P0=1 102:P0=0 210:P0=1 212:P0=0 330:P0=1 332:P0=0");
}

TEST_F(OneStepper, counts_the_next_interval_from_the_last_step) {
    rig.say("queue_step oid=0 interval=100 count=2 add=-50");
    rig.say("queue_step oid=0 interval=30 count=1 add=0");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "100:P0=1 102:P0=0 150:P0=1 152:P0=0 180:P0=1 182:P0=0");
}

TEST_F(OneStepper, counts_from_the_clock_that_it_is_given) {
    rig.say("reset_step_clock oid=0 clock=5000");
    rig.say("queue_step oid=0 interval=7 count=1 add=0");

    rig.run_until(6000);

    EXPECT_EQ(rig.events(), "5007:P0=1 5009:P0=0");
}

TEST_F(OneStepper, counts_on_from_its_last_step_when_it_stood_still) {
    rig.say("queue_step oid=0 interval=100 count=1 add=0");
    rig.run_until(500);
    rig.say("queue_step oid=0 interval=500 count=1 add=0");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "100:P0=1 102:P0=0 600:P0=1 602:P0=0");
}

TEST_F(OneStepper, turns_at_once_when_it_stands_still) {
    rig.run_until(10);
    rig.say("set_next_step_dir oid=0 dir=1");
    rig.say("queue_step oid=0 interval=100 count=1 add=0");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "10:P1=1 100:P0=1 102:P0=0");
}

TEST_F(OneStepper, turns_between_the_runs_when_it_moves) {
    rig.say("queue_step oid=0 interval=100 count=1 add=0");
    rig.say("set_next_step_dir oid=0 dir=1");
    rig.say("queue_step oid=0 interval=100 count=1 add=0");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "100:P0=1 102:P0=0 102:P1=1 200:P0=1 202:P0=0");
}

TEST_F(OneStepper, gives_the_driver_a_pulse_length_to_see_a_turn) {
    rig.say("queue_step oid=0 interval=100 count=1 add=0");
    rig.say("set_next_step_dir oid=0 dir=1");
    rig.say("queue_step oid=0 interval=3 count=1 add=0");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "100:P0=1 102:P0=0 102:P1=1 104:P0=1 106:P0=0");
}

TEST_F(OneStepper, turning_twice_between_runs_is_no_turn) {
    rig.say("queue_step oid=0 interval=100 count=1 add=0");
    rig.say("set_next_step_dir oid=0 dir=1");
    rig.say("set_next_step_dir oid=0 dir=0");
    rig.say("queue_step oid=0 interval=100 count=1 add=0");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "100:P0=1 102:P0=0 200:P0=1 202:P0=0");
}

TEST_F(OneStepper, delays_steps_that_come_too_densely_but_loses_none) {
    rig.say("queue_step oid=0 interval=100 count=3 add=0");
    rig.say("queue_step oid=0 interval=1 count=2 add=0");
    rig.say("queue_step oid=0 interval=98 count=1 add=0");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(),
              "100:P0=1 102:P0=0 200:P0=1 202:P0=0 300:P0=1 302:P0=0 "
              "304:P0=1 306:P0=0 308:P0=1 310:P0=0 400:P0=1 402:P0=0");
}

TEST_F(OneStepper, keeps_pulses_long_enough_when_interrupts_are_late) {
    rig.say("queue_step oid=0 interval=100 count=2 add=-90");
    rig.stall_until(107);

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "107:P0=1 109:P0=0 111:P0=1 113:P0=0");
}

TEST_F(OneStepper, gives_up_when_a_run_begins_a_millisecond_late) {
    rig.say("queue_step oid=0 interval=100 count=600 add=0");
    rig.say("queue_step oid=0 interval=4294966000 count=1 add=0");

    rig.run_until(70000);

    EXPECT_NE(rig.answers().find("Stepper too far in past"), std::string::npos);
}

TEST_F(OneStepper, shuts_down_when_the_first_step_is_past) {
    rig.run_until(500);

    rig.say("queue_step oid=0 interval=100 count=1 add=0");

    EXPECT_EQ(rig.answers(), "shutdown clock=500 static_string_id=\"Timer too close\"");
}

TEST_F(OneStepper, refuses_a_run_of_no_steps) {
    rig.say("queue_step oid=0 interval=100 count=0 add=0");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Invalid count parameter\"");
}

TEST_F(OneStepper, refuses_to_change_its_clock_while_it_moves) {
    rig.say("queue_step oid=0 interval=100 count=1 add=0");
    rig.say("reset_step_clock oid=0 clock=0");

    EXPECT_EQ(rig.answers(),
              "shutdown clock=0 static_string_id=\"Can't reset time when stepper active\"");
}

TEST_F(OneStepper, counts_a_step_from_the_beginning_of_its_pulse) {
    rig.say("set_next_step_dir oid=0 dir=1");
    rig.say("queue_step oid=0 interval=100 count=3 add=0");

    rig.run_until(99);
    EXPECT_EQ(position(), "stepper_position oid=0 pos=0");
    rig.run_until(100);
    EXPECT_EQ(position(), "stepper_position oid=0 pos=1");
    rig.run_until(250);
    EXPECT_EQ(position(), "stepper_position oid=0 pos=2");
}

TEST_F(OneStepper, counts_down_when_the_direction_pin_is_low) {
    rig.say("queue_step oid=0 interval=100 count=3 add=0");
    rig.say("set_next_step_dir oid=0 dir=1");
    rig.say("queue_step oid=0 interval=100 count=5 add=0");

    rig.run_until(250);
    EXPECT_EQ(position(), "stepper_position oid=0 pos=-2");
    rig.run_until(450);
    EXPECT_EQ(position(), "stepper_position oid=0 pos=-2");
    rig.run_until(1000);
    EXPECT_EQ(position(), "stepper_position oid=0 pos=2");
}

TEST_F(OneStepper, stops_at_a_trigger_and_forgets_what_was_queued) {
    rig.say("trsync_start oid=1 report_clock=0 report_ticks=0 expire_reason=2");
    rig.say("stepper_stop_on_trigger oid=0 trsync_oid=1");
    rig.say("set_next_step_dir oid=0 dir=1");
    rig.say("queue_step oid=0 interval=100 count=10 add=0");
    rig.say("queue_step oid=0 interval=100 count=10 add=0");
    rig.run_until(301);

    rig.say("trsync_trigger oid=1 reason=3");
    rig.run_until(5000);

    EXPECT_EQ(rig.events(),
              "0:P1=1 100:P0=1 102:P0=0 200:P0=1 202:P0=0 300:P0=1 301:P1=0 301:P0=0");
    rig.answers();
    EXPECT_EQ(position(), "stepper_position oid=0 pos=3");
}

TEST_F(OneStepper, ignores_steps_after_a_trigger_until_its_clock_is_set) {
    rig.say("trsync_start oid=1 report_clock=0 report_ticks=0 expire_reason=2");
    rig.say("stepper_stop_on_trigger oid=0 trsync_oid=1");
    rig.say("trsync_trigger oid=1 reason=3");
    rig.say("queue_step oid=0 interval=100 count=1 add=0");
    rig.run_until(500);
    EXPECT_EQ(rig.events(), "");

    rig.say("reset_step_clock oid=0 clock=500");
    rig.say("queue_step oid=0 interval=100 count=1 add=0");
    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "600:P0=1 602:P0=0");
    rig.answers();
    EXPECT_EQ(position(), "stepper_position oid=0 pos=-1");
}

TEST_F(OneStepper, may_wait_for_one_trigger_only) {
    rig.say("stepper_stop_on_trigger oid=0 trsync_oid=1");
    rig.say("stepper_stop_on_trigger oid=0 trsync_oid=1");

    EXPECT_EQ(rig.answers(),
              "shutdown clock=0 static_string_id=\"Can't add signal that is already active\"");
}

TEST_F(OneStepper, stops_when_the_board_shuts_down) {
    rig.say("set_next_step_dir oid=0 dir=1");
    rig.say("queue_step oid=0 interval=100 count=10 add=0");
    rig.run_until(101);

    rig.say("emergency_stop");
    rig.run_until(5000);

    EXPECT_EQ(rig.events(), "0:P1=1 100:P0=1 101:P1=0 101:P0=0");
}

TEST_F(OneStepper, shuts_down_when_more_is_queued_than_there_is_room_for) {
    const int room = rig.firmware().core().configuration().move_count;

    // The first is taken off the queue at once.
    for (int i = 0; i <= room; ++i) rig.say("queue_step oid=0 interval=100 count=1 add=0");
    EXPECT_EQ(rig.answers(), "");
    rig.say("queue_step oid=0 interval=100 count=1 add=0");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Move queue overflow\"");
}

TEST_F(OneStepper, gives_its_room_back_as_it_steps) {
    rig.run_until(50);
    for (int i = 1; i <= 5000; ++i) {
        rig.say("queue_step oid=0 interval=100 count=1 add=0");
        rig.run_until(50 + 100 * i);
    }

    rig.answers();
    EXPECT_EQ(position(), "stepper_position oid=0 pos=-5000");
}

TEST(Stepper, steps_across_the_wrap_of_the_clock) {
    Rig rig(0xffffff00);
    for (const char* command : {"allocate_oids count=1",
                                "config_stepper oid=0 step_pin=P0 dir_pin=P1 invert_step=0 "
                                "step_pulse_ticks=2",
                                "finalize_config crc=1",
                                "reset_step_clock oid=0 clock=4294967040",
                                "queue_step oid=0 interval=200 count=2 add=0"})
        rig.say(command);

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "4294967240:P0=1 4294967242:P0=0 144:P0=1 146:P0=0");
}

TEST(Stepper, rests_high_when_inverted) {
    Rig rig{"allocate_oids count=1",
            "config_stepper oid=0 step_pin=P0 dir_pin=P1 invert_step=1 step_pulse_ticks=2"};
    EXPECT_TRUE(rig.board().levels[0]);
    rig.say("queue_step oid=0 interval=100 count=1 add=0");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "100:P0=0 102:P0=1");
}

class BothEdges : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=1",
            "config_stepper oid=0 step_pin=P0 dir_pin=P1 invert_step=-1 step_pulse_ticks=2"};
};

TEST_F(BothEdges, steps_with_every_edge) {
    rig.say("queue_step oid=0 interval=100 count=3 add=-10");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "100:P0=1 190:P0=0 270:P0=1");
}

TEST_F(BothEdges, waits_for_a_pulse_length_before_and_after_a_turn) {
    rig.say("queue_step oid=0 interval=100 count=1 add=0");
    rig.say("set_next_step_dir oid=0 dir=1");
    rig.say("queue_step oid=0 interval=3 count=2 add=50");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "100:P0=1 102:P1=1 104:P0=0 156:P0=1");
}

TEST_F(BothEdges, stays_at_the_level_of_its_last_step_when_stopped) {
    rig.say("queue_step oid=0 interval=100 count=3 add=0");
    rig.run_until(150);

    rig.say("emergency_stop");
    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "100:P0=1");
}

TEST_F(BothEdges, knows_where_it_is) {
    rig.say("set_next_step_dir oid=0 dir=1");
    rig.say("queue_step oid=0 interval=100 count=3 add=0");
    rig.run_until(250);

    rig.say("stepper_get_position oid=0");

    EXPECT_EQ(rig.answers(), "stepper_position oid=0 pos=2");
}

}  // namespace
}  // namespace escapement::firmware
