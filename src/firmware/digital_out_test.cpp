// Claims about pins that are switched at given clocks.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/digital_out.hpp"

#include <gtest/gtest.h>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

// P0 may stay as it is; P1 is a heater that must hear from the host every 1000 ticks.
class TwoOutputs : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=2",
            "config_digital_out oid=0 pin=P0 value=0 default_value=0 max_duration=0",
            "config_digital_out oid=1 pin=P1 value=0 default_value=0 max_duration=1000"};
};

TEST_F(TwoOutputs, switch_at_the_clock_that_was_asked_for) {
    rig.say("queue_digital_out oid=0 clock=100 on_ticks=1");
    rig.say("queue_digital_out oid=0 clock=250 on_ticks=0");

    rig.run_until(10000);

    EXPECT_EQ(rig.events(), "100:P0=1 250:P0=0");
    EXPECT_EQ(rig.answers(), "");
}

TEST_F(TwoOutputs, switch_at_once_when_updated) {
    rig.run_until(10);
    rig.say("update_digital_out oid=0 value=1");
    rig.run_until(20);
    rig.say("update_digital_out oid=0 value=0");

    EXPECT_EQ(rig.events(), "10:P0=1 20:P0=0");
}

TEST_F(TwoOutputs, shut_down_when_the_host_is_silent_for_too_long) {
    rig.say("queue_digital_out oid=1 clock=100 on_ticks=1");

    rig.run_until(1099);
    EXPECT_EQ(rig.answers(), "");
    rig.run_until(2000);

    EXPECT_EQ(rig.events(), "100:P1=1 1100:P1=0");
    EXPECT_EQ(
        rig.answers(),
        "shutdown clock=1100 static_string_id=\"Missed scheduling of next digital out event\"");
}

TEST_F(TwoOutputs, stay_on_as_long_as_the_host_says_so_in_time) {
    for (std::uint32_t clock = 100; clock <= 5000; clock += 900) {
        rig.say("queue_digital_out oid=1 clock=" + std::to_string(clock) + " on_ticks=1");
        rig.run_until(clock + 10);
    }
    rig.say("queue_digital_out oid=1 clock=5400 on_ticks=0");

    rig.run_until(10000);

    EXPECT_EQ(rig.events(), "100:P1=1 5400:P1=0");
    EXPECT_EQ(rig.answers(), "");
}

TEST_F(TwoOutputs, refuse_an_update_that_comes_after_the_limit) {
    rig.say("queue_digital_out oid=1 clock=100 on_ticks=1");
    rig.run_until(200);

    rig.say("queue_digital_out oid=1 clock=1101 on_ticks=0");

    EXPECT_EQ(rig.answers(),
              "shutdown clock=200 "
              "static_string_id=\"Scheduled digital out event will exceed max_duration\"");
    EXPECT_EQ(rig.events(), "100:P1=1 200:P1=0");
}

TEST_F(TwoOutputs, refuse_two_queued_updates_too_far_apart) {
    rig.say("queue_digital_out oid=1 clock=100 on_ticks=1");
    rig.say("queue_digital_out oid=1 clock=1101 on_ticks=0");

    rig.run_until(100);

    EXPECT_EQ(rig.answers(),
              "shutdown clock=100 "
              "static_string_id=\"Scheduled digital out event will exceed max_duration\"");
}

TEST_F(TwoOutputs, have_a_limit_when_updated_at_once_too) {
    rig.run_until(50);
    rig.say("update_digital_out oid=1 value=1");

    rig.run_until(2000);

    EXPECT_EQ(rig.events(), "50:P1=1 1050:P1=0");
}

TEST_F(TwoOutputs, refuse_to_be_updated_at_once_while_updates_wait) {
    rig.say("queue_digital_out oid=0 clock=100 on_ticks=1");

    rig.say("update_digital_out oid=0 value=0");

    EXPECT_EQ(
        rig.answers(),
        "shutdown clock=0 static_string_id=\"update_digital_out not valid with active queue\"");
}

TEST_F(TwoOutputs, pulse_with_the_width_that_was_asked_for) {
    rig.say("set_digital_out_pwm_cycle oid=0 cycle_ticks=100");
    rig.say("queue_digital_out oid=0 clock=1000 on_ticks=30");

    rig.run_until(1250);

    EXPECT_EQ(rig.events(), "1000:P0=1 1030:P0=0 1100:P0=1 1130:P0=0 1200:P0=1 1230:P0=0");
}

TEST_F(TwoOutputs, change_the_width_at_the_clock_that_was_asked_for) {
    rig.say("set_digital_out_pwm_cycle oid=0 cycle_ticks=100");
    rig.say("queue_digital_out oid=0 clock=1000 on_ticks=30");
    rig.say("queue_digital_out oid=0 clock=1200 on_ticks=60");
    rig.run_until(1250);
    rig.say("queue_digital_out oid=0 clock=1310 on_ticks=0");

    rig.run_until(2000);

    EXPECT_EQ(rig.events(),
              "1000:P0=1 1030:P0=0 1100:P0=1 1130:P0=0 1200:P0=1 1260:P0=0 1300:P0=1 1310:P0=0");
}

TEST_F(TwoOutputs, stay_on_with_a_width_of_the_whole_cycle) {
    rig.say("set_digital_out_pwm_cycle oid=0 cycle_ticks=100");
    rig.say("queue_digital_out oid=0 clock=1000 on_ticks=100");

    rig.run_until(5000);

    EXPECT_EQ(rig.events(), "1000:P0=1");
}

TEST_F(TwoOutputs, go_on_pulsing_as_they_began_when_the_cycle_changes) {
    for (const char* cycle : {"100", "0", "5000"}) {
        Rig pulsing{"allocate_oids count=1",
                    "config_digital_out oid=0 pin=P0 value=0 default_value=0 max_duration=0"};
        pulsing.say("set_digital_out_pwm_cycle oid=0 cycle_ticks=1000");
        pulsing.say("queue_digital_out oid=0 clock=1000 on_ticks=600");
        pulsing.run_until(2100);

        pulsing.say("set_digital_out_pwm_cycle oid=0 cycle_ticks=" + std::string(cycle));
        pulsing.run_until(3700);

        EXPECT_EQ(pulsing.events(), "1000:P0=1 1600:P0=0 2000:P0=1 2600:P0=0 3000:P0=1 3600:P0=0");
        EXPECT_EQ(pulsing.answers(), "");
    }
}

TEST_F(TwoOutputs, pulse_in_the_new_cycle_from_the_next_update_on) {
    rig.say("set_digital_out_pwm_cycle oid=0 cycle_ticks=1000");
    rig.say("queue_digital_out oid=0 clock=1000 on_ticks=600");
    rig.run_until(1700);

    rig.say("set_digital_out_pwm_cycle oid=0 cycle_ticks=100");
    rig.say("queue_digital_out oid=0 clock=2000 on_ticks=60");
    rig.run_until(2170);

    EXPECT_EQ(rig.events(), "1000:P0=1 1600:P0=0 2000:P0=1 2060:P0=0 2100:P0=1 2160:P0=0");
}

TEST_F(TwoOutputs, end_a_pulse_early_where_the_next_update_comes_first) {
    rig.say("set_digital_out_pwm_cycle oid=0 cycle_ticks=100");
    rig.say("queue_digital_out oid=0 clock=1000 on_ticks=30");
    rig.say("queue_digital_out oid=0 clock=1010 on_ticks=0");

    rig.run_until(5000);

    EXPECT_EQ(rig.events(), "1000:P0=1 1010:P0=0");
}

TEST_F(TwoOutputs, have_a_limit_when_they_pulse) {
    rig.say("set_digital_out_pwm_cycle oid=1 cycle_ticks=600");
    rig.say("queue_digital_out oid=1 clock=100 on_ticks=300");

    rig.run_until(5000);

    EXPECT_EQ(rig.events(), "100:P1=1 400:P1=0 700:P1=1 1000:P1=0");
    EXPECT_EQ(
        rig.answers(),
        "shutdown clock=1100 static_string_id=\"Missed scheduling of next digital out event\"");
}

TEST_F(TwoOutputs, take_an_update_between_a_pulse_and_the_limit) {
    rig.say("set_digital_out_pwm_cycle oid=1 cycle_ticks=600");
    rig.say("queue_digital_out oid=1 clock=100 on_ticks=300");
    rig.run_until(1050);

    rig.say("queue_digital_out oid=1 clock=1080 on_ticks=0");
    rig.run_until(5000);

    EXPECT_EQ(rig.events(), "100:P1=1 400:P1=0 700:P1=1 1000:P1=0");
    EXPECT_EQ(rig.answers(), "");
}

TEST_F(TwoOutputs, keep_their_cycle_while_updates_wait) {
    rig.say("queue_digital_out oid=0 clock=100 on_ticks=1");

    rig.say("set_digital_out_pwm_cycle oid=0 cycle_ticks=100");

    EXPECT_EQ(rig.answers(),
              "shutdown clock=0 "
              "static_string_id=\"Can not set soft pwm cycle ticks while updates pending\"");
}

TEST_F(TwoOutputs, work_again_after_a_shutdown_is_cleared) {
    rig.say("set_digital_out_pwm_cycle oid=1 cycle_ticks=600");
    rig.say("queue_digital_out oid=1 clock=100 on_ticks=300");
    rig.run_until(150);
    rig.say("emergency_stop");
    rig.say("clear_shutdown");
    rig.run_until(5000);
    rig.say("queue_digital_out oid=1 clock=6000 on_ticks=300");
    rig.say("queue_digital_out oid=1 clock=6500 on_ticks=0");

    rig.run_until(9000);

    EXPECT_EQ(rig.events(), "100:P1=1 150:P1=0 6000:P1=1 6300:P1=0");
}

TEST(DigitalOut, goes_to_its_default_when_the_board_shuts_down) {
    Rig rig{"allocate_oids count=2",
            "config_digital_out oid=0 pin=P0 value=1 default_value=0 max_duration=0",
            "config_digital_out oid=1 pin=P1 value=0 default_value=1 max_duration=0"};

    rig.say("emergency_stop");

    EXPECT_EQ(rig.events(), "0:P0=0 0:P1=1");
}

TEST(DigitalOut, has_no_limit_at_its_default_of_high) {
    Rig rig{"allocate_oids count=1",
            "config_digital_out oid=0 pin=P0 value=1 default_value=1 max_duration=1000"};
    rig.say("queue_digital_out oid=0 clock=100 on_ticks=0");
    rig.say("queue_digital_out oid=0 clock=200 on_ticks=1");

    rig.run_until(50000);

    EXPECT_EQ(rig.events(), "100:P0=0 200:P0=1");
    EXPECT_EQ(rig.answers(), "");
}

TEST(DigitalOut, has_its_first_level_as_soon_as_it_is_configured) {
    Rig rig;
    rig.say("allocate_oids count=1");

    rig.say("config_digital_out oid=0 pin=P3 value=1 default_value=0 max_duration=0");

    EXPECT_EQ(rig.events(), "0:P3=1");
}

TEST(DigitalOut, is_set_without_being_configured) {
    Rig rig;

    rig.say("set_digital_out pin=P5 value=1");

    EXPECT_EQ(rig.events(), "0:P5=1");
}

TEST(DigitalOut, needs_a_pin_that_exists) {
    Rig rig;

    rig.say("set_digital_out pin=P8 value=1");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Not an output pin\"");
}

}  // namespace
}  // namespace escapement::firmware
