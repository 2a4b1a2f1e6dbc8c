// Claims about pulse widths that hardware makes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/pwm_out.hpp"

#include <gtest/gtest.h>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

class OnePwm : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=1",
            "config_pwm_out oid=0 pin=P0 cycle_ticks=1000 value=0 default_value=0"
            " max_duration=1000"};
};

TEST_F(OnePwm, changes_at_the_clock_that_was_asked_for) {
    rig.say("queue_pwm_out oid=0 clock=100 value=128");
    rig.say("queue_pwm_out oid=0 clock=300 value=255");
    rig.say("queue_pwm_out oid=0 clock=500 value=0");

    rig.run_until(9000);

    EXPECT_EQ(rig.events(), "100:P0~128 300:P0~255 500:P0~0");
    EXPECT_EQ(rig.answers(), "");
}

TEST_F(OnePwm, shuts_down_when_the_host_is_silent_for_too_long) {
    rig.say("queue_pwm_out oid=0 clock=100 value=128");

    rig.run_until(9000);

    EXPECT_EQ(rig.events(), "100:P0~128 1100:P0~0");
    EXPECT_EQ(rig.answers(),
              "shutdown clock=1100 static_string_id=\"Missed scheduling of next hard pwm event\"");
}

TEST_F(OnePwm, takes_an_update_up_to_the_limit) {
    rig.say("queue_pwm_out oid=0 clock=100 value=128");
    rig.run_until(500);
    rig.say("queue_pwm_out oid=0 clock=1100 value=0");

    rig.run_until(9000);

    EXPECT_EQ(rig.events(), "100:P0~128 1100:P0~0");
    EXPECT_EQ(rig.answers(), "");
}

TEST_F(OnePwm, refuses_an_update_after_the_limit) {
    rig.say("queue_pwm_out oid=0 clock=100 value=128");
    rig.run_until(500);

    rig.say("queue_pwm_out oid=0 clock=1101 value=0");

    EXPECT_EQ(
        rig.answers(),
        "shutdown clock=500 static_string_id=\"Scheduled pwm event will exceed max_duration\"");
}

TEST_F(OnePwm, refuses_two_queued_updates_too_far_apart) {
    rig.say("queue_pwm_out oid=0 clock=100 value=128");
    rig.say("queue_pwm_out oid=0 clock=1101 value=0");

    rig.run_until(100);

    EXPECT_EQ(
        rig.answers(),
        "shutdown clock=100 static_string_id=\"Scheduled pwm event will exceed max_duration\"");
}

TEST_F(OnePwm, works_again_after_a_shutdown_is_cleared) {
    rig.say("queue_pwm_out oid=0 clock=100 value=128");
    rig.run_until(2000);
    rig.say("clear_shutdown");
    rig.events();

    rig.say("queue_pwm_out oid=0 clock=5000 value=9");
    rig.run_until(5000);

    EXPECT_EQ(rig.events(), "5000:P0~9");
}

TEST(PwmOut, goes_to_its_default_when_the_board_shuts_down) {
    Rig rig{"allocate_oids count=1",
            "config_pwm_out oid=0 pin=P0 cycle_ticks=1000 value=7 default_value=33 max_duration=0"};

    rig.say("emergency_stop");

    EXPECT_EQ(rig.events(), "0:P0~33");
}

TEST(PwmOut, stays_for_ever_without_a_limit) {
    Rig rig{"allocate_oids count=1",
            "config_pwm_out oid=0 pin=P0 cycle_ticks=1000 value=0 default_value=0 max_duration=0"};
    rig.say("queue_pwm_out oid=0 clock=100 value=128");

    rig.run_until(50000);

    EXPECT_EQ(rig.events(), "100:P0~128");
    EXPECT_EQ(rig.answers(), "");
}

TEST(PwmOut, is_set_without_being_configured) {
    Rig rig;

    rig.say("set_pwm_out pin=P6 cycle_ticks=1000 value=77");

    EXPECT_EQ(rig.events(), "0:P6~77");
}

TEST(PwmOut, needs_a_pin_that_exists) {
    Rig rig;

    rig.say("set_pwm_out pin=P8 cycle_ticks=1000 value=77");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Not a valid PWM pin\"");
}

}  // namespace
}  // namespace escapement::firmware
