// Claims about fetching accelerations in blocks, from four kinds of chips on two kinds of buses.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/fifo_accelerometer.hpp"

#include <gtest/gtest.h>

#include <string>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

const std::string zeros(96, '0');  // 48 bytes

class LisOnSpi : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=3",
            "config_spi_without_cs oid=0",
            "spi_set_bus oid=0 spi_bus=spi0 mode=3 rate=5000000",
            "config_lis2dw oid=1 bus_oid=0 bus_oid_type=spi lis_chip_type=LIS2DW",
            "config_lis2dw oid=2 bus_oid=0 bus_oid_type=spi lis_chip_type=LIS3DH"};

    void reply(std::initializer_list<std::uint8_t> bytes) {
        rig.board().replies.insert(rig.board().replies.end(), bytes);
    }
    void reply_block(std::uint8_t value) {
        rig.board().replies.push_back(0);
        for (int i = 0; i < 48; ++i) rig.board().replies.push_back(value);
    }
};

TEST_F(LisOnSpi, is_fetched_in_blocks_of_eight) {
    rig.say("query_lis2dw oid=1 rest_ticks=100");
    reply({0, 9});
    reply_block(0x12);

    rig.run_until(150);

    EXPECT_EQ(rig.events(), "100:spi0<af00 100:spi0<a8" + zeros);
    std::string block;
    for (int i = 0; i < 48; ++i) block += "12";
    EXPECT_EQ(rig.answers(), "sensor_bulk_data oid=1 sequence=0 data=" + block);
}

TEST_F(LisOnSpi, rests_while_there_are_fewer) {
    rig.say("query_lis2dw oid=1 rest_ticks=100");
    reply({0, 7, 0, 7});

    rig.run_until(250);

    EXPECT_EQ(rig.events(), "100:spi0<af00 200:spi0<af00");
}

TEST_F(LisOnSpi, a_lis3dh_is_told_to_go_on_from_register_to_register) {
    rig.say("query_lis2dw oid=2 rest_ticks=100");
    reply({0, 8});
    reply_block(0);

    rig.run_until(150);

    EXPECT_EQ(rig.events(), "100:spi0<af00 100:spi0<e8" + zeros);
}

TEST_F(LisOnSpi, a_lis3dh_says_that_it_is_empty) {
    reply({0, 0x3f});

    rig.say("query_lis2dw_status oid=2");

    EXPECT_EQ(rig.answers(),
              "sensor_bulk_status oid=2 clock=0 query_ticks=0 next_sequence=0 buffered=0 "
              "possible_overflows=0");
}

TEST_F(LisOnSpi, tells_what_waits_and_that_something_was_lost) {
    reply({0, 0x40 | 32});

    rig.say("query_lis2dw_status oid=1");

    EXPECT_EQ(rig.answers(),
              "sensor_bulk_status oid=1 clock=0 query_ticks=0 next_sequence=0 buffered=192 "
              "possible_overflows=1");
}

TEST_F(LisOnSpi, stops_when_asked) {
    rig.say("query_lis2dw oid=1 rest_ticks=100");
    rig.say("query_lis2dw oid=1 rest_ticks=0");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "");
}

class ChipsOnI2c : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=5",
            "config_i2c oid=0",
            "i2c_set_bus oid=0 i2c_bus=i2c1 rate=400000 address=104",
            "config_mpu9250 oid=1 i2c_oid=0",
            "config_icm20948 oid=2 i2c_oid=0",
            "config_bmi160 oid=3 bus_oid=0 bus_oid_type=i2c",
            "config_lis2dw oid=4 bus_oid=0 bus_oid_type=i2c lis_chip_type=LIS3DH"};
};

TEST_F(ChipsOnI2c, an_mpu9250_counts_bytes_with_the_high_one_first) {
    rig.board().replies = {0x10, 0x01, 0x20};

    rig.say("query_mpu9250_status oid=1");

    EXPECT_EQ(rig.events(), "0:i2c1/68<3a 0:i2c1/68<72");
    EXPECT_EQ(rig.answers(),
              "sensor_bulk_status oid=1 clock=0 query_ticks=0 next_sequence=0 buffered=288 "
              "possible_overflows=1");
}

TEST_F(ChipsOnI2c, an_icm20948_has_other_addresses) {
    rig.say("query_icm20948 oid=2 rest_ticks=100");
    rig.board().replies.assign(50, 0);
    rig.board().replies[1] = 48;

    rig.run_until(150);

    EXPECT_EQ(rig.events(), "100:i2c1/68<70 100:i2c1/68<72");
}

TEST_F(ChipsOnI2c, a_bmi160_counts_bytes_with_the_low_one_first) {
    rig.board().replies = {0x20, 0x01};

    rig.say("query_bmi160_status oid=3");

    EXPECT_EQ(rig.events(), "0:i2c1/68<22");
    EXPECT_EQ(rig.answers(),
              "sensor_bulk_status oid=3 clock=0 query_ticks=0 next_sequence=0 buffered=288 "
              "possible_overflows=0");
}

TEST_F(ChipsOnI2c, a_lis3dh_goes_on_from_register_to_register) {
    rig.say("query_lis2dw oid=4 rest_ticks=100");
    rig.board().replies.assign(49, 0);
    rig.board().replies[0] = 8;

    rig.run_until(150);

    EXPECT_EQ(rig.events(), "100:i2c1/68<2f 100:i2c1/68<a8");
}

TEST_F(ChipsOnI2c, a_chip_that_does_not_answer_has_nothing_to_tell) {
    rig.board().i2c_status = messages::I2cStatus::start_nack;
    rig.say("query_mpu9250 oid=1 rest_ticks=100");
    rig.run_until(150);

    rig.say("query_mpu9250_status oid=1");

    EXPECT_EQ(rig.answers(), "");
}

TEST(FifoAccelerometer, needs_a_bus_and_a_model_that_there_are) {
    Rig unknown_bus{"allocate_oids count=2", "config_i2c oid=0"};
    unknown_bus.say("config_bmi160 oid=1 bus_oid=0 bus_oid_type=7");
    EXPECT_TRUE(unknown_bus.answers().find("bus_type invalid") != std::string::npos);

    Rig unknown_model{"allocate_oids count=2", "config_i2c oid=0"};
    unknown_model.say("config_lis2dw oid=1 bus_oid=0 bus_oid_type=i2c lis_chip_type=7");
    EXPECT_TRUE(unknown_model.answers().find("model type invalid") != std::string::npos);
}

}  // namespace
}  // namespace escapement::firmware
