// Claims about pulses for chains of lights.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/neopixel.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

// A tick is 50 ns.
class OneLight : public ::testing::Test {
  protected:
    OneLight() {
        rig.say("allocate_oids count=1");
        rig.say("config_neopixel oid=0 pin=P0 data_size=3 bit_max_ticks=80 reset_min_ticks=1000");
        rig.say("finalize_config crc=1");
        rig.board().watch = [this](std::uint32_t, bool level) {
            (level ? rises : falls).push_back(rig.board().now);
        };
    }
    // What the lights take the pulses for, by their length in ticks.
    std::string bits() const {
        std::string text;
        for (std::size_t i = 0; i < falls.size(); ++i) {
            const std::uint32_t length = falls[i] - rises[i];
            text += length > 13 ? '1' : length < 10 ? '0' : '?';
        }
        return text;
    }

    Rig rig{0, 20'000'000};
    std::vector<std::uint32_t> rises, falls;
};

TEST_F(OneLight, gets_the_bits_of_its_data) {
    rig.say("neopixel_update oid=0 pos=0 data=ff00a5");

    rig.say("neopixel_send oid=0");

    EXPECT_EQ(bits(), "111111110000000010100101");
    EXPECT_EQ(rig.answers(), "neopixel_result oid=0 success=1");
}

TEST_F(OneLight, gets_a_bit_every_1250_ns) {
    rig.say("neopixel_send oid=0");

    for (std::size_t i = 1; i < rises.size(); ++i) EXPECT_EQ(rises[i] - rises[i - 1], 25u);
}

TEST_F(OneLight, keeps_what_was_not_changed) {
    rig.say("neopixel_update oid=0 pos=0 data=ffffff");
    rig.say("neopixel_update oid=0 pos=1 data=00");

    rig.say("neopixel_send oid=0");

    EXPECT_EQ(bits(), "111111110000000011111111");
}

TEST_F(OneLight, rests_between_two_updates) {
    rig.say("neopixel_send oid=0");
    const std::uint32_t end = rig.board().now;
    rises.clear();

    rig.say("neopixel_send oid=0");

    EXPECT_GE(rises.front(), end + 1000);
}

TEST_F(OneLight, says_when_an_interrupt_stretched_a_bit) {
    rig.board().watch = [this](std::uint32_t, bool level) {
        if (level && rises.size() == 4) rig.board().now += 100;
        if (level) rises.push_back(rig.board().now);
    };

    rig.say("neopixel_send oid=0");

    EXPECT_EQ(rig.answers(), "neopixel_result oid=0 success=0");
    EXPECT_EQ(rises.size(), 6u);
    EXPECT_FALSE(rig.board().levels[0]);
}

TEST_F(OneLight, takes_data_within_its_size) {
    rig.say("neopixel_update oid=0 pos=2 data=0000");

    EXPECT_EQ(rig.answers(),
              "shutdown clock=0 static_string_id=\"Invalid neopixel update command\"");
}

TEST(Neopixel, has_less_than_32_kilobytes) {
    Rig rig;
    rig.say("allocate_oids count=1");

    rig.say("config_neopixel oid=0 pin=P0 data_size=32768 bit_max_ticks=80 reset_min_ticks=100");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Invalid neopixel data_size\"");
}

TEST(Neopixel, needs_memory_for_its_data) {
    Rig rig;
    rig.say("allocate_oids count=1");

    rig.say("config_neopixel oid=0 pin=P0 data_size=32767 bit_max_ticks=80 reset_min_ticks=100");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"alloc_chunk failed\"");
}

TEST(Neopixel, rests_for_ten_milliseconds_at_most) {
    Rig rig;
    rig.say("allocate_oids count=1");

    rig.say("config_neopixel oid=0 pin=P0 data_size=3 bit_max_ticks=80 reset_min_ticks=10001");

    EXPECT_EQ(rig.answers(),
              "shutdown clock=0 static_string_id=\"Invalid neopixel reset_min_ticks\"");
}

}  // namespace
}  // namespace escapement::firmware
