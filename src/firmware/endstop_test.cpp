// Claims about watching an input while homing.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/endstop.hpp"

#include <gtest/gtest.h>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

// P2 is the switch; looks every 50 ticks, confirms four times every 5.
class HomingEndstop : public ::testing::Test {
  protected:
    Rig rig{
        "allocate_oids count=2", "config_endstop oid=0 pin=P2 pull_up=1", "config_trsync oid=1"};

    void home(std::uint32_t clock) {
        rig.say("trsync_start oid=1 report_clock=0 report_ticks=0 expire_reason=2");
        rig.say("endstop_home oid=0 clock=" + std::to_string(clock) +
                " sample_ticks=5 sample_count=4 rest_ticks=50 pin_value=1 trsync_oid=1"
                " trigger_reason=1");
    }
    void close_at(std::uint32_t clock) {
        rig.run_until(clock);
        rig.board().levels[2] = true;
    }
    void open_at(std::uint32_t clock) {
        rig.run_until(clock);
        rig.board().levels[2] = false;
    }
    std::string state() {
        rig.say("endstop_query_state oid=0");
        return rig.answers();
    }
};

TEST_F(HomingEndstop, triggers_when_four_samples_in_a_row_agree) {
    home(100);
    close_at(120);

    rig.run_until(164);
    EXPECT_EQ(rig.answers(), "");
    rig.run_until(165);

    EXPECT_EQ(rig.answers(), "trsync_state oid=1 can_trigger=0 trigger_reason=1 clock=165");
}

TEST_F(HomingEndstop, starts_over_when_a_sample_disagrees) {
    home(100);
    close_at(120);
    open_at(162);
    close_at(166);

    rig.run_until(214);
    EXPECT_EQ(rig.answers(), "");
    rig.run_until(215);

    EXPECT_EQ(rig.answers(), "trsync_state oid=1 can_trigger=0 trigger_reason=1 clock=215");
}

TEST_F(HomingEndstop, triggers_at_once_with_a_sample_count_of_one) {
    rig.board().levels[2] = true;
    rig.say("trsync_start oid=1 report_clock=0 report_ticks=0 expire_reason=2");
    rig.say(
        "endstop_home oid=0 clock=100 sample_ticks=5 sample_count=1 rest_ticks=50 pin_value=1"
        " trsync_oid=1 trigger_reason=9");

    rig.run_until(100);

    EXPECT_EQ(rig.answers(), "trsync_state oid=1 can_trigger=0 trigger_reason=9 clock=100");
}

TEST_F(HomingEndstop, can_wait_for_a_low_level) {
    rig.board().levels[2] = true;
    rig.say("trsync_start oid=1 report_clock=0 report_ticks=0 expire_reason=2");
    rig.say(
        "endstop_home oid=0 clock=100 sample_ticks=5 sample_count=2 rest_ticks=50 pin_value=0"
        " trsync_oid=1 trigger_reason=1");
    rig.run_until(149);

    open_at(149);
    rig.run_until(155);

    EXPECT_EQ(rig.answers(), "trsync_state oid=1 can_trigger=0 trigger_reason=1 clock=155");
}

TEST_F(HomingEndstop, says_when_it_would_have_looked_next) {
    home(100);
    close_at(140);
    rig.run_until(200);
    rig.answers();

    EXPECT_EQ(state(), "endstop_state oid=0 homing=1 next_clock=200 pin_value=1");
}

TEST_F(HomingEndstop, stops_looking_when_told) {
    home(100);
    rig.say(
        "endstop_home oid=0 clock=0 sample_ticks=0 sample_count=0 rest_ticks=0 pin_value=0"
        " trsync_oid=0 trigger_reason=0");
    close_at(120);

    rig.run_until(1000);

    EXPECT_EQ(rig.answers(), "");
    EXPECT_EQ(state(), "endstop_state oid=0 homing=0 next_clock=0 pin_value=1");
}

TEST_F(HomingEndstop, needs_a_trsync_to_trigger) {
    rig.say(
        "endstop_home oid=0 clock=100 sample_ticks=5 sample_count=4 rest_ticks=50 pin_value=1"
        " trsync_oid=0 trigger_reason=1");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Invalid oid type\"");
}

TEST_F(HomingEndstop, rests_when_the_board_shuts_down) {
    home(100);
    rig.say("emergency_stop");
    rig.answers();
    close_at(120);

    rig.run_until(1000);

    EXPECT_EQ(rig.answers(), "");
}

TEST(EndstopPin, must_exist) {
    Rig rig;
    rig.say("allocate_oids count=1");

    rig.say("config_endstop oid=0 pin=P9 pull_up=0");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Not an input pin\"");
}

}  // namespace
}  // namespace escapement::firmware
