// Claims about character displays.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/hd44780.hpp"

#include <gtest/gtest.h>

#include <string>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

// P0 says data or command, P1 enables, P2 to P5 are the data.  A tick is 100 ns.
class OneCharacterDisplay : public ::testing::Test {
  protected:
    OneCharacterDisplay() {
        rig.say("allocate_oids count=1");
        rig.say(
            "config_hd44780 oid=0 rs_pin=P0 e_pin=P1 d4_pin=P2 d5_pin=P3 d6_pin=P4 d7_pin=P5"
            " delay_ticks=400");
        rig.say("finalize_config crc=1");
        // What the display sees: a half byte whenever the enable pin falls.
        rig.board().watch = [this](std::uint32_t pin, bool level) {
            if (pin != 1 || level) return;
            const auto& levels = rig.board().levels;
            const unsigned half = levels[2] | levels[3] << 1 | levels[4] << 2 | levels[5] << 3;
            seen += levels[0] ? 'd' : 'c';
            seen += "0123456789abcdef"[half];
            times.push_back(rig.board().now);
        };
    }
    Rig rig{0, 10'000'000};
    std::string seen;
    std::vector<std::uint32_t> times;
};

TEST_F(OneCharacterDisplay, gets_the_upper_half_of_a_byte_first) {
    rig.say("hd44780_send_cmds oid=0 cmds=280c");
    rig.say("hd44780_send_data oid=0 data=41f0");

    EXPECT_EQ(seen, "c2c8c0ccd4d1dfd0");
}

TEST_F(OneCharacterDisplay, has_time_between_two_bytes) {
    rig.say("hd44780_send_data oid=0 data=414243");

    ASSERT_EQ(times.size(), 6u);
    EXPECT_GE(times[1] - times[0], 4u) << "half bytes";
    EXPECT_GE(times[2] - times[1], 400u) << "bytes";
    EXPECT_GE(times[4] - times[3], 400u);
    EXPECT_LE(times[4] - times[3], 405u);
}

TEST_F(OneCharacterDisplay, has_all_its_pins_low_after_a_shutdown) {
    rig.say("hd44780_send_data oid=0 data=ff");

    rig.say("emergency_stop");

    for (std::uint32_t pin = 0; pin < 6; ++pin) EXPECT_FALSE(rig.board().levels[pin]);
}

TEST(Hd44780, needs_pins_that_exist) {
    Rig rig;
    rig.say("allocate_oids count=1");

    rig.say(
        "config_hd44780 oid=0 rs_pin=P0 e_pin=P1 d4_pin=P2 d5_pin=P3 d6_pin=P4 d7_pin=P8"
        " delay_ticks=40");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Not an output pin\"");
}

TEST(Hd44780, waits_five_milliseconds_at_most) {
    Rig rig;
    rig.say("allocate_oids count=1");

    rig.say(
        "config_hd44780 oid=0 rs_pin=P0 e_pin=P1 d4_pin=P2 d5_pin=P3 d6_pin=P4 d7_pin=P5"
        " delay_ticks=5001");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Invalid display delay\"");
}

}  // namespace
}  // namespace escapement::firmware
