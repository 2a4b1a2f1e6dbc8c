// Claims about the serial line of stepper drivers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/tmcuart.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

class TwoWires : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=1",
            "config_tmcuart oid=0 rx_pin=P0 pull_up=0 tx_pin=P1 bit_time=10"};
};

class OneWire : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=1",
            "config_tmcuart oid=0 rx_pin=P0 pull_up=1 tx_pin=P0 bit_time=10"};

    // From now on the line shows these bits, one every ten ticks from `start` on; before and
    // after them it is high.
    void answer(std::uint32_t start, std::string bits) {
        rig.board().seen = [this, start, bits](std::uint32_t) {
            const std::uint32_t at = (rig.board().now - start) / 10;
            return rig.board().now < start || at >= bits.size() || bits[at] == '1';
        };
    }
};

TEST_F(TwoWires, rest_high) {
    EXPECT_TRUE(rig.board().levels[1]);
}

// 0x2a is a start bit and the sync nibble: 0 1 0 1 0 1 0 0, lowest bit first.
TEST_F(TwoWires, carry_bits_lowest_first_after_a_moment) {
    rig.say("tmcuart_send oid=0 write=2a0f read=0");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(),
              "200:P1=0 210:P1=1 220:P1=0 230:P1=1 240:P1=0 250:P1=1 260:P1=0 280:P1=1 "
              "320:P1=0 360:P1=1");
    EXPECT_EQ(rig.answers(), "tmcuart_response oid=0 read=");
}

TEST_F(TwoWires, stretch_their_bits_to_the_speed_that_the_sync_nibble_had) {
    rig.say("tmcuart_send oid=0 write=2a0f read=0");
    rig.run_until(230);
    rig.stall_until(248);

    rig.run_until(1000);

    // The fifth edge came at 248 instead of 240: each bit is taken to be 12 ticks long.
    EXPECT_EQ(rig.events(),
              "200:P1=0 210:P1=1 220:P1=0 230:P1=1 248:P1=0 260:P1=1 272:P1=0 296:P1=1 "
              "344:P1=0 392:P1=1");
}

TEST_F(TwoWires, ignore_what_is_asked_while_they_are_busy) {
    rig.say("tmcuart_send oid=0 write=2a0f read=0");
    rig.say("tmcuart_send oid=0 write=ff read=0");

    rig.run_until(1000);

    EXPECT_EQ(rig.answers(), "tmcuart_response oid=0 read=");
}

TEST_F(TwoWires, take_ten_bytes_at_most) {
    rig.say("tmcuart_send oid=0 write=00 read=11");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"tmcuart data too large\"");
}

TEST_F(TwoWires, rest_high_after_a_shutdown) {
    rig.say("tmcuart_send oid=0 write=2a0f read=0");
    rig.run_until(225);
    EXPECT_FALSE(rig.board().levels[1]);

    rig.say("emergency_stop");

    EXPECT_TRUE(rig.board().levels[1]);
    rig.say("clear_shutdown");
    rig.events();
    rig.say("tmcuart_send oid=0 write=ff read=0");
    rig.run_until(2000);
    EXPECT_EQ(rig.events(), "425:P1=0 435:P1=1");
}

TEST_F(OneWire, reads_what_the_driver_answers) {
    rig.say("tmcuart_send oid=0 write=2a read=2");
    answer(330, "0101000110000111");

    rig.run_until(1000);

    EXPECT_EQ(rig.answers(), "tmcuart_response oid=0 read=8ae1");
    EXPECT_TRUE(rig.board().driven[0]);
}

TEST_F(OneWire, lets_the_line_go_before_the_answer) {
    rig.say("tmcuart_send oid=0 write=2a read=2");

    rig.run_until(300);

    EXPECT_FALSE(rig.board().driven[0]);
    EXPECT_TRUE(rig.board().levels[0]);
}

TEST_F(OneWire, gives_up_when_the_driver_is_silent) {
    rig.say("tmcuart_send oid=0 write=2a read=2");

    rig.run_until(2000);

    EXPECT_EQ(rig.answers(), "tmcuart_response oid=0 read=");
    EXPECT_TRUE(rig.board().driven[0]);
}

TEST_F(OneWire, does_not_take_a_line_that_stays_low_for_an_answer) {
    rig.board().seen = [](std::uint32_t) { return false; };
    rig.say("tmcuart_send oid=0 write=2a read=2");

    rig.run_until(2000);

    EXPECT_EQ(rig.answers(), "tmcuart_response oid=0 read=");
}

TEST(TmcUart, needs_pins_that_exist) {
    Rig rig;
    rig.say("allocate_oids count=1");

    rig.say("config_tmcuart oid=0 rx_pin=P0 pull_up=0 tx_pin=P8 bit_time=10");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Not an output pin\"");
}

}  // namespace
}  // namespace escapement::firmware
