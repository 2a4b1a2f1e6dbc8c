// Claims about the chips that measure thermocouples.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/thermocouple.hpp"

#include <gtest/gtest.h>

#include <string>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

class OneThermocouple : public ::testing::Test {
  protected:
    void configure(const std::string& chip) {
        rig.say("allocate_oids count=2");
        rig.say("config_spi_without_cs oid=0");
        rig.say("spi_set_bus oid=0 spi_bus=spi0 mode=1 rate=4000000");
        rig.say("config_thermocouple oid=1 spi_oid=0 thermocouple_type=" + chip);
        rig.say("finalize_config crc=1");
        rig.events();
    }
    void measure(const std::string& limits = "min_value=0 max_value=0xffffffff",
                 unsigned max_invalid = 1) {
        rig.say("query_thermocouple oid=1 clock=100 rest_ticks=1000 " + limits +
                " max_invalid_count=" + std::to_string(max_invalid));
    }
    Rig rig;
};

TEST_F(OneThermocouple, of_a_max31855_is_one_word) {
    configure("MAX31855");
    measure();
    rig.board().replies = {0x12, 0x34, 0x56, 0x78};

    rig.run_until(100);

    EXPECT_EQ(rig.events(), "100:spi0<00000000");
    EXPECT_EQ(rig.answers(), "thermocouple_result oid=1 next_clock=1100 value=305419896 fault=0");
}

TEST_F(OneThermocouple, of_a_max6675_is_half_a_word) {
    configure("MAX6675");
    measure();
    rig.board().replies = {0x12, 0x34 & 0xf8};

    rig.run_until(100);

    EXPECT_EQ(rig.events(), "100:spi0<0000");
    EXPECT_EQ(rig.answers(), "thermocouple_result oid=1 next_clock=1100 value=4656 fault=0");
}

TEST_F(OneThermocouple, of_a_max31856_is_three_registers_and_a_fault_register) {
    configure("MAX31856");
    measure("min_value=0 max_value=0xffffffff", 2);
    rig.board().replies = {0xff, 0x01, 0x02, 0x03, 0xff, 0x40};

    rig.run_until(100);

    EXPECT_EQ(rig.events(), "100:spi0<0c000000 100:spi0<0f00");
    EXPECT_EQ(rig.answers(), "thermocouple_result oid=1 next_clock=1100 value=66051 fault=64");
}

TEST_F(OneThermocouple, of_a_max31865_says_in_its_lowest_bit_that_there_is_a_fault) {
    configure("MAX31865");
    measure("min_value=0 max_value=0xffffffff", 2);
    rig.board().replies = {0xff, 0x01, 0x03, 0xff, 0x87};

    rig.run_until(100);

    EXPECT_EQ(rig.events(), "100:spi0<010000 100:spi0<0700");
    EXPECT_EQ(rig.answers(), "thermocouple_result oid=1 next_clock=1100 value=259 fault=133");
}

TEST_F(OneThermocouple, shuts_down_after_so_many_values_out_of_range) {
    configure("MAX6675");
    measure("min_value=8 max_value=16", 2);
    rig.board().replies = {0x00, 0x20};
    rig.run_until(500);
    EXPECT_EQ(rig.answers(), "thermocouple_result oid=1 next_clock=1100 value=32 fault=0");

    rig.run_until(1500);

    EXPECT_EQ(rig.answers(),
              "thermocouple_result oid=1 next_clock=2100 value=0 fault=0; "
              "shutdown clock=1100 static_string_id=\"Thermocouple reader fault\"");
}

TEST_F(OneThermocouple, forgives_a_fault_that_goes_away) {
    configure("MAX6675");
    measure("min_value=0 max_value=100", 2);
    rig.board().replies = {0x00, 0x02, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00};

    rig.run_until(3500);

    EXPECT_EQ(rig.answers().find("shutdown"), std::string::npos);
}

TEST_F(OneThermocouple, rests_without_a_rest_time) {
    configure("MAX6675");
    measure();
    rig.say(
        "query_thermocouple oid=1 clock=100 rest_ticks=0 min_value=0 max_value=0"
        " max_invalid_count=0");

    rig.run_until(3500);

    EXPECT_EQ(rig.answers(), "");
}

TEST(Thermocouple, has_a_chip_of_a_known_type) {
    Rig rig;
    rig.say("allocate_oids count=2");
    rig.say("config_spi_without_cs oid=0");

    rig.say("config_thermocouple oid=1 spi_oid=0 thermocouple_type=4");

    EXPECT_EQ(rig.answers(),
              "shutdown clock=0 static_string_id=\"Invalid thermocouple chip type\"");
}

TEST(Thermocouple, hangs_on_an_spi_device) {
    Rig rig;
    rig.say("allocate_oids count=2");

    rig.say("config_thermocouple oid=1 spi_oid=0 thermocouple_type=MAX6675");

    EXPECT_EQ(rig.answers(), "shutdown clock=0 static_string_id=\"Invalid oid type\"");
}

}  // namespace
}  // namespace escapement::firmware
