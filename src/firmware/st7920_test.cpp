// Claims about graphic displays on a serial line.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/st7920.hpp"

#include <gtest/gtest.h>

#include <string>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

// P0 selects, P1 is the clock, P2 the data.  A tick is 100 ns.
class OneGraphicDisplay : public ::testing::Test {
  protected:
    OneGraphicDisplay() {
        rig.say("allocate_oids count=1");
        rig.say(
            "config_st7920 oid=0 cs_pin=P0 sclk_pin=P1 sid_pin=P2 sync_delay_ticks=1000"
            " cmd_delay_ticks=500");
        rig.say("finalize_config crc=1");
        // What the display sees: a bit whenever the clock rises.
        rig.board().watch = [this](std::uint32_t pin, bool level) {
            if (pin != 1 || !level) return;
            byte = byte << 1 | (rig.board().levels[2] ? 1U : 0U);
            if (++bits % 8 != 0) return;
            const auto whole = static_cast<std::uint8_t>(byte);
            seen += testing::FakeBoard::hex({&whole, 1}) + " ";
            times.push_back(rig.board().now);
        };
    }
    Rig rig{0, 10'000'000};
    unsigned byte = 0, bits = 0;
    std::string seen;
    std::vector<std::uint32_t> times;
};

TEST_F(OneGraphicDisplay, gets_each_byte_as_two_halves) {
    rig.say("st7920_send_cmds oid=0 cmds=3680");
    rig.say("st7920_send_data oid=0 data=ff01");

    EXPECT_EQ(seen, "f8 30 60 80 00 fa f0 f0 00 10 ");
    EXPECT_TRUE(rig.board().levels[0]);
}

TEST_F(OneGraphicDisplay, has_time_between_two_bytes_and_more_before_a_message) {
    rig.say("st7920_send_data oid=0 data=0102");
    rig.say("st7920_send_data oid=0 data=03");

    ASSERT_EQ(times.size(), 8u);
    EXPECT_GE(times[4] - times[2], 500u);
    EXPECT_LE(times[4] - times[2], 540u);
    EXPECT_GE(times[7] - times[4], 1000u);
}

TEST_F(OneGraphicDisplay, gets_a_bit_every_400_ns) {
    rig.say("st7920_send_cmds oid=0 cmds=\"\"");

    EXPECT_EQ(seen, "f8 ");
    EXPECT_EQ(rig.board().now, 32u);
}

TEST_F(OneGraphicDisplay, has_its_lines_low_after_a_shutdown) {
    rig.board().levels[1] = rig.board().levels[2] = true;

    rig.say("emergency_stop");

    EXPECT_FALSE(rig.board().levels[1] || rig.board().levels[2]);
}

TEST(St7920, waits_five_milliseconds_at_most) {
    for (const char* delays :
         {"sync_delay_ticks=5001 cmd_delay_ticks=0", "sync_delay_ticks=0 cmd_delay_ticks=5001"}) {
        Rig rig;
        rig.say("allocate_oids count=1");
        rig.say(std::string("config_st7920 oid=0 cs_pin=P0 sclk_pin=P1 sid_pin=P2 ") + delays);
        EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Invalid display delay\"");
    }
}

TEST(St7920, needs_pins_that_exist) {
    for (const char* pins : {"cs_pin=P8 sclk_pin=P1 sid_pin=P2",
                             "cs_pin=P0 sclk_pin=P8 sid_pin=P2",
                             "cs_pin=P0 sclk_pin=P1 sid_pin=P8"}) {
        Rig rig;
        rig.say("allocate_oids count=1");
        rig.say(std::string("config_st7920 oid=0 sync_delay_ticks=0 cmd_delay_ticks=0 ") + pins);
        EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Not an output pin\"");
    }
}

}  // namespace
}  // namespace escapement::firmware
