// Claims about buttons: settling, reports, acknowledgements.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/buttons.hpp"

#include <gtest/gtest.h>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

class TwoButtons : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=1",
            "config_buttons oid=0 button_count=2",
            "buttons_add oid=0 pos=0 pin=P0 pull_up=1",
            "buttons_add oid=0 pos=1 pin=P1 pull_up=0"};

    void watch(std::string_view invert = "0") {
        rig.say("buttons_query oid=0 clock=100 rest_ticks=10 retransmit_count=5 invert=" +
                std::string(invert));
    }
    void press(unsigned pin, bool pressed = true) { rig.board().levels[pin] = pressed; }
};

TEST_F(TwoButtons, are_reported_when_two_looks_agree) {
    watch();
    rig.run_until(105);
    press(1);

    rig.run_until(110);
    EXPECT_EQ(rig.answers(), "");
    rig.run_until(120);

    EXPECT_EQ(rig.answers(), "buttons_state oid=0 ack_count=0 state=02");
}

TEST_F(TwoButtons, that_bounce_are_not_reported) {
    watch();
    for (std::uint32_t at = 105; at < 205; at += 10) {
        press(0, at % 20 == 5);
        rig.run_until(at);
    }

    EXPECT_EQ(rig.answers(), "");
}

TEST_F(TwoButtons, are_reported_again_until_acknowledged) {
    watch();
    press(0);
    rig.run_until(110);
    EXPECT_EQ(rig.answers(), "buttons_state oid=0 ack_count=0 state=01");

    rig.run_until(160);
    EXPECT_EQ(rig.answers(), "");
    rig.run_until(170);
    EXPECT_EQ(rig.answers(), "buttons_state oid=0 ack_count=0 state=01");
    rig.say("buttons_ack oid=0 count=1");
    rig.run_until(9000);

    EXPECT_EQ(rig.answers(), "");
}

TEST_F(TwoButtons, are_reported_in_the_order_of_their_changes) {
    watch();
    press(0);
    rig.run_until(110);
    press(1);
    rig.run_until(130);
    EXPECT_EQ(rig.answers(),
              "buttons_state oid=0 ack_count=0 state=01; "
              "buttons_state oid=0 ack_count=0 state=0103");
    press(0, false);
    rig.run_until(150);
    EXPECT_EQ(rig.answers(), "buttons_state oid=0 ack_count=0 state=010302");

    rig.say("buttons_ack oid=0 count=2");
    rig.run_until(210);

    EXPECT_EQ(rig.answers(), "buttons_state oid=0 ack_count=2 state=02");
}

TEST_F(TwoButtons, keep_the_first_eight_changes_that_nobody_acknowledged) {
    watch();
    for (std::uint32_t at = 110; at < 310; at += 20) {
        press(0, at / 20 % 2);
        rig.run_until(at);
        rig.answers();
    }
    rig.run_until(1000);

    EXPECT_TRUE(rig.answers().ends_with("state=0100010001000100"));
}

TEST_F(TwoButtons, at_rest_are_as_the_host_says) {
    press(0);
    press(1);
    watch("3");

    rig.run_until(1000);

    EXPECT_EQ(rig.answers(), "");
}

TEST_F(TwoButtons, are_not_looked_at_without_a_rest_time) {
    press(0);
    watch();
    rig.say("buttons_query oid=0 clock=100 rest_ticks=0 retransmit_count=5 invert=0");

    rig.run_until(1000);

    EXPECT_EQ(rig.answers(), "");
}

TEST(Buttons, are_eight_at_most) {
    Rig rig{"allocate_oids count=1"};
    Rig fresh;
    fresh.say("allocate_oids count=1");

    fresh.say("config_buttons oid=0 button_count=9");

    EXPECT_EQ(fresh.answers(), "shutdown clock=0 static_string_id=\"Max of 8 buttons\"");
}

TEST(Buttons, have_the_places_that_were_configured) {
    Rig rig;
    rig.say("allocate_oids count=1");
    rig.say("config_buttons oid=0 button_count=1");

    rig.say("buttons_add oid=0 pos=1 pin=P0 pull_up=0");

    EXPECT_EQ(rig.answers(),
              "shutdown clock=0 static_string_id=\"Set button past maximum button count\"");
}

TEST(Buttons, need_pins_that_exist) {
    Rig rig;
    rig.say("allocate_oids count=1");
    rig.say("config_buttons oid=0 button_count=1");

    rig.say("buttons_add oid=0 pos=0 pin=P8 pull_up=0");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Not an input pin\"");
}

TEST(Buttons, are_repeated_after_less_than_128_looks) {
    Rig rig{"allocate_oids count=1", "config_buttons oid=0 button_count=1"};

    rig.say("buttons_query oid=0 clock=100 rest_ticks=10 retransmit_count=128 invert=0");

    EXPECT_EQ(rig.answers(),
              "shutdown clock=0 static_string_id=\"Invalid buttons retransmit count\"");
}

TEST(Buttons, that_were_never_added_read_as_low) {
    Rig rig{"allocate_oids count=1", "config_buttons oid=0 button_count=8"};
    rig.say("buttons_query oid=0 clock=100 rest_ticks=10 retransmit_count=5 invert=0");

    rig.run_until(1000);

    EXPECT_EQ(rig.answers(), "");
}

}  // namespace
}  // namespace escapement::firmware
