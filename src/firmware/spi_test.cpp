// Claims about SPI: buses of hardware and of pins, chip select, last words.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/spi.hpp"

#include <gtest/gtest.h>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

TEST(Spi, selects_its_chip_for_the_transfer) {
    Rig rig{"allocate_oids count=1",
            "config_spi oid=0 pin=P4 cs_active_high=0",
            "spi_set_bus oid=0 spi_bus=spi1 mode=3 rate=4000000"};
    rig.board().replies = {0x12, 0x34};

    rig.say("spi_transfer oid=0 data=9f0001");

    EXPECT_EQ(rig.events(), "0:P4=0 0:spi1<9f0001 0:P4=1");
    EXPECT_EQ(rig.answers(), "spi_transfer_response oid=0 response=123400");
}

TEST(Spi, can_select_by_a_high_level_or_not_at_all) {
    Rig rig{"allocate_oids count=2",
            "config_spi oid=0 pin=P4 cs_active_high=1",
            "spi_set_bus oid=0 spi_bus=spi0 mode=0 rate=1000",
            "config_spi_without_cs oid=1",
            "spi_set_bus oid=1 spi_bus=spi0 mode=0 rate=1000"};

    rig.say("spi_send oid=0 data=aa");
    rig.say("spi_send oid=1 data=bb");

    EXPECT_EQ(rig.events(), "0:P4=1 0:spi0<aa 0:P4=0 0:spi0<bb");
    EXPECT_EQ(rig.answers(), "");
}

TEST(Spi, tells_the_bus_mode_and_rate) {
    Rig rig;
    rig.say("allocate_oids count=1");
    rig.say("config_spi_without_cs oid=0");

    rig.say("spi_set_bus oid=0 spi_bus=spi1 mode=2 rate=500000");

    EXPECT_EQ(rig.events(), "0:spi1 mode 2 at 500000");
}

TEST(Spi, without_a_bus_echoes_what_it_was_given) {
    Rig rig{"allocate_oids count=1", "config_spi_without_cs oid=0"};

    rig.say("spi_transfer oid=0 data=7700");

    EXPECT_EQ(rig.answers(), "spi_transfer_response oid=0 response=7700");
}

// Chip 0 on a bus of pins: P0 is its data out, P1 its data in, P2 the clock.
class SoftSpiBus : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=1", "config_spi oid=0 pin=P3 cs_active_high=0"};

    void set_mode(unsigned mode) {
        rig.say("spi_set_sw_bus oid=0 miso_pin=P0 mosi_pin=P1 sclk_pin=P2 mode=" +
                std::to_string(mode) + " pulse_ticks=5");
        rig.events();
    }
    // What a chip sees that takes a bit over at each edge of the clock to `edge`, and what it
    // answers: a bit more each time the clock goes the other way.
    std::string seen_by_chip(bool edge) {
        auto bits = std::make_shared<std::string>();
        rig.board().watch = [this, bits, edge](std::uint32_t pin, bool level) {
            if (pin == 2 && level == edge && !rig.board().levels[3])
                *bits += rig.board().levels[1] ? '1' : '0';
        };
        rig.say("spi_transfer oid=0 data=a5");
        rig.board().watch = nullptr;
        return *bits;
    }
};

TEST_F(SoftSpiBus, in_mode_0_has_its_bits_ready_at_rising_edges) {
    set_mode(0);
    EXPECT_EQ(seen_by_chip(true), "10100101");
}
TEST_F(SoftSpiBus, in_mode_1_has_its_bits_ready_at_falling_edges) {
    set_mode(1);
    EXPECT_EQ(seen_by_chip(false), "10100101");
}
TEST_F(SoftSpiBus, in_mode_2_has_its_bits_ready_at_falling_edges) {
    set_mode(2);
    EXPECT_EQ(seen_by_chip(false), "10100101");
}
TEST_F(SoftSpiBus, in_mode_3_has_its_bits_ready_at_rising_edges) {
    set_mode(3);
    EXPECT_EQ(seen_by_chip(true), "10100101");
}

TEST_F(SoftSpiBus, keeps_the_period_that_was_asked_for) {
    set_mode(0);

    rig.say("spi_send oid=0 data=c0");

    EXPECT_EQ(rig.events(),
              "5:P3=0 7:P1=1 7:P2=1 10:P2=0 12:P2=1 15:P2=0 17:P1=0 17:P2=1 20:P2=0 22:P2=1 "
              "25:P2=0 27:P2=1 30:P2=0 32:P2=1 35:P2=0 37:P2=1 40:P2=0 42:P2=1 45:P2=0 45:P3=1");
}

TEST_F(SoftSpiBus, reads_bits_most_significant_first) {
    set_mode(0);
    const std::string answer = "11010010";
    std::size_t at = 0;
    rig.board().seen = [&](std::uint32_t) { return answer[at++] == '1'; };

    rig.say("spi_transfer oid=0 data=00");

    EXPECT_EQ(rig.answers(), "spi_transfer_response oid=0 response=d2");
}

TEST_F(SoftSpiBus, refuses_a_clock_so_slow_that_nothing_else_would_run) {
    rig.say("spi_set_sw_bus oid=0 miso_pin=P0 mosi_pin=P1 sclk_pin=P2 mode=0 pulse_ticks=101");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Invalid spi config\"");
}

TEST(SpiShutdown, says_its_words_when_no_chip_is_selected_any_more) {
    Rig rig{"allocate_oids count=4",
            "config_spi oid=0 pin=P0 cs_active_high=0",
            "spi_set_bus oid=0 spi_bus=spi0 mode=0 rate=1000",
            "config_spi_shutdown oid=1 spi_oid=0 shutdown_msg=5500",
            "config_spi oid=2 pin=P1 cs_active_high=0",
            "config_digital_out oid=3 pin=P2 value=1 default_value=0 max_duration=0"};
    rig.board().levels[1] = false;

    rig.say("emergency_stop");

    EXPECT_EQ(rig.events(), "0:P1=1 0:P2=0 0:P0=0 0:spi0<5500 0:P0=1");
}

struct Mistake {
    const char* command;
    const char* reason;
};
class SpiMistakes : public ::testing::TestWithParam<Mistake> {};

TEST_P(SpiMistakes, shut_the_board_down) {
    Rig rig;
    rig.say("allocate_oids count=3");
    rig.say("config_spi oid=0 pin=P4 cs_active_high=0");
    rig.say("config_spi_without_cs oid=1");
    rig.say("spi_set_bus oid=1 spi_bus=spi0 mode=0 rate=1000");

    rig.say(GetParam().command);

    EXPECT_EQ(rig.answers(),
              std::string("shutdown clock=0 static_string_id=\"") + GetParam().reason + "\"");
}

INSTANTIATE_TEST_SUITE_P(
    Spi,
    SpiMistakes,
    ::testing::Values(
        Mistake{"config_spi oid=2 pin=P8 cs_active_high=0", "Not an output pin"},
        Mistake{"config_spi oid=0 pin=P5 cs_active_high=0", "Can't assign oid"},
        Mistake{"spi_set_bus oid=0 spi_bus=spi2 mode=0 rate=1000", "Invalid spi bus"},
        Mistake{"spi_set_bus oid=0 spi_bus=spi0 mode=4 rate=1000", "Invalid spi config"},
        Mistake{"spi_set_bus oid=1 spi_bus=spi0 mode=0 rate=1000", "Invalid spi config"},
        Mistake{"spi_set_sw_bus oid=1 miso_pin=P0 mosi_pin=P1 sclk_pin=P2 mode=0 pulse_ticks=1",
                "Invalid spi config"},
        Mistake{"spi_set_sw_bus oid=0 miso_pin=P9 mosi_pin=P1 sclk_pin=P2 mode=0 pulse_ticks=1",
                "Not an input pin"},
        Mistake{"spi_set_sw_bus oid=0 miso_pin=P0 mosi_pin=P9 sclk_pin=P2 mode=0 pulse_ticks=1",
                "Not an output pin"},
        Mistake{"config_spi_shutdown oid=2 spi_oid=2 shutdown_msg=00", "Invalid oid type"},
        Mistake{"spi_transfer oid=2 data=00", "Invalid oid type"}));

}  // namespace
}  // namespace escapement::firmware
