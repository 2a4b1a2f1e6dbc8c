// Claims about fetching accelerations.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/adxl345.hpp"

#include <gtest/gtest.h>

#include <string>

#include "firmware/testing/rig.hpp"

namespace escapement::firmware {
namespace {

using testing::Rig;

class OneAccelerometer : public ::testing::Test {
  protected:
    Rig rig{"allocate_oids count=2",
            "config_spi_without_cs oid=0",
            "spi_set_bus oid=0 spi_bus=spi0 mode=3 rate=5000000",
            "config_adxl345 oid=1 spi_oid=0"};

    // x = 1, y = -2, z = 3, and so many more measurements wait in the sensor.
    void measure(std::uint8_t waiting) {
        auto& replies = rig.board().replies;
        replies.insert(replies.end(), {0, 0x01, 0x00, 0xfe, 0xff, 0x03, 0x00, 0x90, waiting});
    }
};

TEST_F(OneAccelerometer, is_asked_for_data_control_and_status_at_once) {
    rig.say("query_adxl345 oid=1 rest_ticks=100");
    measure(0);

    rig.run_until(150);

    EXPECT_EQ(rig.events(), "100:spi0<f20000000000000000");
}

TEST_F(OneAccelerometer, is_asked_again_at_once_while_there_is_more) {
    rig.say("query_adxl345 oid=1 rest_ticks=100000");
    for (const std::uint8_t waiting : {10, 9, 8, 7, 6, 5, 4, 3, 2, 1}) measure(waiting);
    rig.run_until(100'000);
    for (int i = 0; i < 9; ++i) rig.firmware().run_tasks();

    std::string one;
    for (int i = 0; i < 10; ++i) one += "01fe03001f";
    EXPECT_EQ(rig.answers(), "sensor_bulk_data oid=1 sequence=0 data=" + one);
}

TEST_F(OneAccelerometer, rests_when_it_is_empty) {
    rig.say("query_adxl345 oid=1 rest_ticks=100");
    for (int i = 0; i < 3; ++i) measure(1);

    rig.run_until(350);

    EXPECT_EQ(rig.events(),
              "100:spi0<f20000000000000000 200:spi0<f20000000000000000 "
              "300:spi0<f20000000000000000");
}

TEST_F(OneAccelerometer, that_says_nonsense_gives_a_measurement_of_ones) {
    rig.say("query_adxl345 oid=1 rest_ticks=100");
    rig.board().replies.assign(9, 0x55);
    rig.run_until(1050);

    EXPECT_TRUE(rig.answers().starts_with("sensor_bulk_data oid=1 sequence=0 data=ffffffffff"));
}

TEST_F(OneAccelerometer, says_what_is_buffered_and_how_often_it_was_full) {
    rig.say("query_adxl345 oid=1 rest_ticks=100");
    measure(31);
    measure(1);
    rig.run_until(110);
    rig.firmware().run_tasks();
    rig.board().replies = {0, 0x83};

    rig.say("query_adxl345_status oid=1");

    EXPECT_EQ(rig.answers(),
              "sensor_bulk_status oid=1 clock=110 query_ticks=0 next_sequence=0 buffered=25 "
              "possible_overflows=1");
}

TEST_F(OneAccelerometer, does_not_report_a_status_that_makes_no_sense) {
    rig.board().replies = {0, 0x21};

    rig.say("query_adxl345_status oid=1");

    EXPECT_EQ(rig.answers(), "");
}

TEST_F(OneAccelerometer, stops_when_asked) {
    rig.say("query_adxl345 oid=1 rest_ticks=100");
    rig.say("query_adxl345 oid=1 rest_ticks=0");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "");
}

TEST_F(OneAccelerometer, stops_when_the_board_shuts_down) {
    rig.say("query_adxl345 oid=1 rest_ticks=100");
    rig.say("emergency_stop");

    rig.run_until(1000);

    EXPECT_EQ(rig.events(), "");
}

}  // namespace
}  // namespace escapement::firmware
