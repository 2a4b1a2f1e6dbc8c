// Claims about counting edges.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/pulse_counter.hpp"

#include <gtest/gtest.h>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

class OneCounter : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=1", "config_counter oid=0 pin=P0 pull_up=1"};

    void count() { rig.say("query_counter oid=0 clock=100 poll_ticks=10 sample_ticks=100"); }
};

TEST_F(OneCounter, counts_both_edges_and_says_when_the_last_one_was_seen) {
    count();
    rig.run_until(115);
    EXPECT_EQ(rig.answers(), "counter_state oid=0 next_clock=120 count=0 count_clock=0");
    rig.board().levels[0] = true;
    rig.run_until(145);
    rig.board().levels[0] = false;

    rig.run_until(220);

    EXPECT_EQ(rig.answers(), "counter_state oid=0 next_clock=230 count=2 count_clock=150");
}

TEST_F(OneCounter, reports_after_every_sample_time) {
    count();
    rig.run_until(450);

    EXPECT_EQ(rig.answers(),
              "counter_state oid=0 next_clock=120 count=0 count_clock=0; "
              "counter_state oid=0 next_clock=230 count=0 count_clock=0; "
              "counter_state oid=0 next_clock=340 count=0 count_clock=0; "
              "counter_state oid=0 next_clock=450 count=0 count_clock=0");
}

TEST_F(OneCounter, counts_a_pin_that_is_high_at_first) {
    rig.board().levels[0] = true;
    count();

    rig.run_until(110);

    EXPECT_EQ(rig.answers(), "counter_state oid=0 next_clock=120 count=1 count_clock=100");
}

TEST_F(OneCounter, that_never_rests_shuts_the_board_down) {
    rig.say("query_counter oid=0 clock=100 poll_ticks=0 sample_ticks=100");

    rig.run_until(99);
    rig.stall_until(2000);
    rig.run_until(100);

    EXPECT_NE(rig.answers().find("Rescheduled timer in the past"), std::string::npos);
}

TEST(PulseCounter, needs_a_pin_that_exists) {
    Rig rig;
    rig.say("allocate_oids count=1");

    rig.say("config_counter oid=0 pin=P9 pull_up=0");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Not an input pin\"");
}

}  // namespace
}  // namespace escapement::firmware
